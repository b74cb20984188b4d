/**
 * Times a training step of `scenes-tiny` on backend `ort` and of the same model in PyTorch, in turn, and prints medians and ratios. The batch is one of answers, as in the
 * last stages of its training: 12 pictures with 6 texts each, padded to 36 tokens.
 *
 * From this folder: `node --conditions=@tldr-rm/source --import tsx src/scenes-step.ts [--python PYTHON] [--modes eager,compile,bf16] [--rounds 5]`.
 */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import * as tf from '@tensorflow/tfjs-core';
import { loadCheckpoint } from '@tldr-rm/model';
import { setOrtOptions } from '@tldr-rm/tfjs-ort';
import { median, range } from './median';
import { SceneTrainer } from './scenes-step/scene-trainer';
import { TorchProcess } from './torch-process';

/** Long enough for the worker threads of the one that just ran to go to sleep. */
const PAUSE_MS = 500;
const CHECKPOINT = fileURLToPath(new URL('../../../models/scenes-tiny/checkpoint', import.meta.url));

const { values } = parseArgs({
  options: {
    python: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    steps: { type: 'string', default: '4' },
    threads: { type: 'string', default: '2' },
    modes: { type: 'string', default: 'eager' },
  },
});
const { python } = values;
if (python !== undefined && !existsSync(python)) {
  console.error(`--python ${python}: there is no such file; give the Python interpreter that has torch.`);
  process.exit(2);
}

const threads = Number(values.threads);
setOrtOptions({ intraOpThreads: threads });
await tf.setBackend('ort');
const checkpoint = await loadCheckpoint(CHECKPOINT);
const parameters = [...checkpoint.parameters.values()].reduce((sum, { values: own }) => sum + own.length, 0);
const out = await mkdtemp(join(tmpdir(), 'tldr-rm-'));
const trainer = await SceneTrainer.start(checkpoint, out);
const { images, texts, length } = trainer;
const rows = [{ name: 'tfjs-ort f32', measure: (count: number) => trainer.time(count), measured: [] as number[] }];
const torches: TorchProcess[] = [];
for (const mode of python === undefined ? [] : values.modes.split(',')) {
  const shape = ['--images', images, '--texts', texts, '--length', length].map(String);
  const torch = await TorchProcess.start(python!, 'scenes-step/scenes_step.py', [
    '--config',
    join(CHECKPOINT, 'config.json'),
    ...shape,
    '--mode',
    mode,
    '--threads',
    String(threads),
  ]).catch((error: Error) => {
    console.error(error.message);
    process.exit(2);
  });
  if (torch.parameters !== parameters) throw new Error(`PyTorch's model has ${torch.parameters} parameters, ours ${parameters}`);
  torches.push(torch);
  const name = `PyTorch ${torch.version} ${mode}${mode === 'bf16' ? ' autocast' : ' f32'}`;
  rows.push({ name, measure: (count) => torch.time('step', count), measured: [] });
}
for (let round = 0; round < Number(values.rounds); round++) {
  for (const { measure, measured } of rows) {
    await sleep(PAUSE_MS);
    measured.push(...(await measure(Number(values.steps))));
  }
}
for (const torch of torches) torch.stop();
await trainer.stop();
await rm(out, { recursive: true, force: true });

console.log(`${cpus()[0]!.model}, ${cpus().length} CPUs, ${threads} threads`);
console.log(`scenes-tiny: ${parameters} parameters, ${images} pictures, ${texts} texts of ${length} tokens`);
for (const { name, measured } of rows) {
  const middle = median(measured);
  const ratio = (median(rows[0]!.measured) / middle).toFixed(2);
  console.log(`${name.padEnd(36)} median ${middle.toFixed(3)} s (${range(measured, 3)}, ${measured.length} steps)  ours / this: ${ratio}`);
}
