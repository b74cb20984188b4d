import { mkdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { writeAtomically } from '@tldr-rm/schema';
import type { Comparison } from '../generators/comparison';
import { evaluateGenerators } from '../generators/evaluate-generators';
import { startProgress } from '../terminal/progress';
import type { ReproducedModels } from './reproduced-models';

export interface CompareSettingsOptions {
  /** Folder of the reproduction. */
  out: string;
  /** Pictures of the test split. */
  pictures: number;
  /** Samples of the test split. */
  samples: string;
  models: ReproducedModels;
  progress?: boolean | undefined;
}

/** One picture in so many is written about: twelve captions of each take as long as scoring a hundred. */
const PICTURES_PER_CAPTIONED = 8;

const SETTINGS: readonly Record<string, unknown>[] = [
  { name: 'greedy' },
  { name: 'temperature 0.7', temperature: 0.7, topP: 0.9 },
  { name: 'temperature 1', temperature: 1 },
  { name: 'shrunk to 48', temperature: 0.7, topP: 0.9, picture: { shrink: 48 } },
  { name: 'shrunk to 24', temperature: 0.7, topP: 0.9, picture: { shrink: 24 } },
  { name: 'blur 4', temperature: 0.7, topP: 0.9, picture: { blur: 4 } },
  { name: 'picture withheld', temperature: 0.7, topP: 0.9, picture: 'withheld' },
  { name: 'weight noise 0.2', temperature: 0.7, topP: 0.9, weightNoise: 0.2 },
  { name: 'weight noise 0.3', temperature: 0.7, topP: 0.9, weightNoise: 0.3 },
];

/** Has the detector's own network write captions under settings from good to hopeless, and compares the detector's rates of hallucination with the scenes' truth. */
export async function compareSettings({ out, pictures, samples, models, progress }: CompareSettingsOptions): Promise<Comparison> {
  const folder = join(out, 'generators');
  await mkdir(folder, { recursive: true });
  const generators = join(folder, 'generators.json');
  const checkpoint = resolve(models.checkpoint);
  await writeAtomically(generators, `${JSON.stringify({ generators: SETTINGS.map((setting) => ({ ...setting, checkpoint })) })}\n`);
  const data = join(folder, 'samples.jsonl');
  const lines = (await readFile(samples, 'utf8')).trimEnd().split('\n');
  const images = new Set<string>();
  const wanted = Math.max(2, Math.ceil(pictures / PICTURES_PER_CAPTIONED));
  const kept = lines.flatMap((line) => {
    const sample = JSON.parse(line) as { image: string };
    if (images.has(sample.image) || images.size === wanted) return [];
    images.add(sample.image);
    return [JSON.stringify({ ...sample, image: resolve(samples, '..', sample.image) })];
  });
  await writeAtomically(data, `${kept.join('\n')}\n`);
  return evaluateGenerators({
    ...(models.detector && { detector: models.detector }),
    generators,
    data,
    out: folder,
    prompt: 'Describe the image.',
    signal: new AbortController().signal,
    startProgress: (total) => startProgress({ label: 'captions', unit: 'captions', total, done: 0, force: progress }),
  });
}
