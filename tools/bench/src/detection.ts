/**
 * Times the scoring of captions with `@tldr-rm/detect` and of the same captions, with the same weights, in PyTorch, in turn, and prints medians and ratios. Checks first that both give
 * the same rewards. Ours is the whole public call on raw pixels (tokenizing, hashing and checking pictures, verdicts); PyTorch runs the two models alone, on prepared tensors.
 *
 * From this folder: `node --conditions=@tldr-rm/source --import tsx src/detection.ts [--python PYTHON] [--rounds 7] [--threads 2] [--cases 1x1,1x8,32x1,32x8]`.
 */
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import * as tf from '@tensorflow/tfjs-core';
import { loadTokenizer } from '@tldr-rm/align';
import { type Detector, loadDetector } from '@tldr-rm/detect';
import { exportDetector, loadCheckpoint } from '@tldr-rm/model';
import { loadSceneAssets } from '@tldr-rm/scenes';
import { detectorManifestSchema } from '@tldr-rm/schema';
import { BATCH_SIZE, type DetectionCase, makeCase, type TokenPlace, writeCase } from './detection/make-case';
import { median, range } from './median';
import { TorchProcess } from './torch-process';

/** Long enough for the worker threads of the one that just ran to go to sleep. */
const PAUSE_MS = 300;
/** About how long one measurement takes, in seconds: short passes are repeated. */
const MEASUREMENT_SECONDS = 0.4;
/** Largest difference of a reward between PyTorch in float32 and ours. */
const TOLERANCE = 1e-3;
const MODEL = fileURLToPath(new URL('../../../models/scenes-tiny', import.meta.url));

const { values } = parseArgs({
  options: {
    python: { type: 'string' },
    rounds: { type: 'string', default: '7' },
    threads: { type: 'string', default: '2' },
    cases: { type: 'string', default: '1x1,1x8,32x1,32x8' },
  },
});
const { python } = values;
if (python !== undefined && !existsSync(python)) {
  console.error(`--python ${python}: there is no such file; give the Python interpreter that has torch.`);
  process.exit(2);
}

interface Row {
  name: string;
  run: (count: number) => Promise<number[]>;
  measured: number[];
}

const threads = Number(values.threads);
const work = await mkdtemp(join(tmpdir(), 'tldr-rm-'));
const closing: (() => unknown)[] = [() => rm(work, { recursive: true, force: true })];
try {
  await main();
} finally {
  for (const close of closing.reverse()) await close();
}

async function main(): Promise<void> {
  const checkpointFolder = join(MODEL, 'checkpoint');
  const checkpoint = await loadCheckpoint(checkpointFolder);
  const shipped = detectorManifestSchema.parse(JSON.parse(await readFile(join(MODEL, 'detector.json'), 'utf8')));
  await tf.setBackend('ort');
  await exportDetector(checkpoint, join(work, 'f32'), shipped);
  await exportDetector(checkpoint, join(work, 'int8'), { ...shipped, precision: 'int8' });
  const f32 = await open(join(work, 'f32'));
  const int8 = await open(join(work, 'int8'));

  const assets = await loadSceneAssets();
  const tokenizer = await loadTokenizer(join(checkpointFolder, 'tokenizer.json'));
  const cases = values.cases.split(',').map((name) => {
    const [images, responses] = name.split('x').map(Number) as [number, number];
    return makeCase(images, responses, assets);
  });
  const places = new Map<string, TokenPlace[]>();
  for (const one of cases) places.set(one.name, await writeCase(one, work, tokenizer, shipped));

  const torches: { name: string; torch: TorchProcess }[] = [];
  for (const dtype of python === undefined ? [] : ['float32', 'bfloat16']) {
    const options = ['--checkpoint', checkpointFolder, '--cases', work, '--dtype', dtype, '--threads', String(threads)];
    const torch = await TorchProcess.start(python!, 'detection/detection.py', options);
    closing.push(() => torch.stop());
    const name = `PyTorch ${torch.version} ${dtype}`;
    for (const one of cases) await compareRewards(name, torch, f32, one, places.get(one.name)!, dtype === 'float32' ? TOLERANCE : Infinity);
    torches.push({ name, torch });
  }

  console.log(`${cpus()[0]!.model}, ${cpus().length} CPUs, ${threads} threads`);
  for (const one of cases) {
    const rows: Row[] = [
      ours('ours f32', f32, one.items),
      ours('ours int8', int8, one.items),
      ours('ours f32, no image cache', f32, one.itemsWithOwnImages),
      ...torches.map(({ name, torch }) => ({
        name,
        run: async (count: number) => (await torch.ask<{ seconds: number[] }>(`time ${one.name} ${count}`)).seconds,
        measured: [],
      })),
    ];
    await measureInTurn(rows);
    report(one, rows);
  }
}

async function open(folder: string): Promise<Detector> {
  const detector = await loadDetector(folder, { threads });
  closing.push(() => detector.close());
  return detector;
}

function ours(name: string, detector: Detector, items: DetectionCase['items']): Row {
  const run = async (count: number): Promise<number[]> => {
    const seconds: number[] = [];
    for (let pass = 0; pass < count; pass += 1) {
      const start = performance.now();
      await detector.detectBatch(items, { batchSize: BATCH_SIZE });
      seconds.push((performance.now() - start) / 1000);
    }
    return seconds;
  };
  return { name, run, measured: [] };
}

/** Every row in every round, after a pass that warms up; what is kept of a round is the median of its passes. */
async function measureInTurn(rows: Row[]): Promise<void> {
  const counts: number[] = [];
  for (const { run } of rows) counts.push(Math.max(1, Math.round(MEASUREMENT_SECONDS / (await run(3))[2]!)));
  for (let round = 0; round < Number(values.rounds); round += 1) {
    for (const [index, { run, measured }] of rows.entries()) {
      await sleep(PAUSE_MS);
      measured.push(median(await run(counts[index]!)));
    }
  }
}

function report({ images, responsesPerImage, items }: DetectionCase, rows: readonly Row[]): void {
  console.log(`\n${images} pictures, ${responsesPerImage} responses each`);
  const own = median(rows[0]!.measured);
  for (const { name, measured } of rows) {
    const middle = median(measured);
    const milliseconds = measured.map((seconds) => seconds * 1000);
    console.log(
      `${name.padEnd(28)} ${(middle * 1000).toFixed(2).padStart(9)} ms (${range(milliseconds, 2)})  ` +
        `${(items.length / middle).toFixed(0).padStart(5)} responses/s  this / ours f32: ${(middle / own).toFixed(2)}`,
    );
  }
}

async function compareRewards(
  name: string,
  torch: TorchProcess,
  detector: Detector,
  one: DetectionCase,
  places: readonly TokenPlace[],
  tolerance: number,
): Promise<void> {
  const { rewards } = await torch.ask<{ rewards: number[][][] }>(`rewards ${one.name}`);
  let largest = 0;
  for (const [item, { tokens }] of (await detector.detectBatch(one.items)).entries()) {
    const { batch, row, offset } = places[item]!;
    for (const [index, { reward }] of tokens.entries()) {
      const difference = Math.abs(reward - rewards[batch]![row]![offset + index]!);
      if (!(difference <= tolerance)) {
        throw new Error(`${name}, ${one.name}: token ${index} of item ${item} differs by ${difference} from ours, more than ${tolerance}`);
      }
      largest = Math.max(largest, difference);
    }
  }
  console.log(`${name}, ${one.name}: largest difference of a reward ${largest.toExponential(1)}`);
}
