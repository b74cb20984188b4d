/**
 * Trains the network of models/scenes-tiny for 20 steps from a seed, on one execution provider, and writes a JSON line of losses for each step and one of what computed
 * them. A process of its own, because drivers are chosen by its environment. In apps/cli:
 *
 *     node --conditions=@tldr-rm/source --import tsx test-support/train-scenes-tiny.ts PROVIDER [SIDE]
 *
 * SIDE is that of the pictures in pixels: 128, as in the shipped model, or half of it.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gridSize, parseModelConfig, type TrainingData, train, trainingConfigSchema } from '@tldr-rm/model';
import { SCENE_SIZE } from '@tldr-rm/scenes';
import { ortStatistics, type Provider, setOrtOptions } from '@tldr-rm/tfjs-ort';
import { scenesData } from '../src/train/data/scenes-data';

const CHECKPOINT = join(import.meta.dirname, '../../../models/scenes-tiny/checkpoint');

const [provider, side = String(SCENE_SIZE)] = process.argv.slice(2) as [Provider, string?];
const raw = JSON.parse(await readFile(join(CHECKPOINT, 'config.json'), 'utf8')) as object;
const config = parseModelConfig({ ...raw, imageSize: Number(side) });
const tokenizer = await readFile(join(CHECKPOINT, 'tokenizer.json'), 'utf8');
const training = trainingConfigSchema.parse({
  seed: 1,
  steps: 20,
  // The answers of this seed have at most 24 tokens.
  lengths: [24],
  loss: { reward: 1, language: 0.5, patches: 1, alignment: 0.15, hallucinatedWeight: 2, claimWeight: 3 },
  learningRate: { peak: 0.001, warmupSteps: 5 },
});
const data = await scenesData(
  { kind: 'scenes', seed: 5, imagesPerBatch: 1, batches: { answers: { share: 1, pairs: 1 } } },
  { split: 'train', grid: gridSize(config) },
);

setOrtOptions({ provider });
const out = await mkdtemp(join(tmpdir(), 'tldr-rm-provider-'));
const missing = new AbortController();
try {
  await train({
    training,
    data: shrunk(data, config.imageSize),
    out,
    start: { config, tokenizer },
    signal: missing.signal,
    onLog: (entry) => {
      process.stdout.write(`${JSON.stringify(entry)}\n`);
      if (ortStatistics().provider !== provider) missing.abort();
    },
  });
  process.stdout.write(`${JSON.stringify(ortStatistics())}\n`);
} finally {
  await rm(out, { recursive: true });
}

/** The same pictures with fewer pixels, at even distances. */
function shrunk(whole: TrainingData, side: number): TrainingData {
  const stride = SCENE_SIZE / side;
  const fewer = (pixels: Uint8Array): Uint8Array =>
    Uint8Array.from({ length: side * side * 3 }, (_, index) => {
      const [row, column, channel] = [Math.floor(index / (side * 3)), Math.floor(index / 3) % side, index % 3] as const;
      return pixels[(row * SCENE_SIZE + column) * stride * 3 + channel]!;
    });
  return {
    ...whole,
    batch: async (step) => (await whole.batch(step)).map((example) => ({ ...example, pixels: fewer(example.pixels) })),
  };
}
