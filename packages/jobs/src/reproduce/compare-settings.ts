import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import type { Comparison } from '@tldr-rm/evaluate';
import { writeAtomically } from '@tldr-rm/files';
import { DEFAULT_PROMPT } from '@tldr-rm/schema';
import { compareGeneratorsJob } from '../compare-generators/compare-generators-job';
import type { OpenedContext } from '../job/job';
import { within } from '../job/within';
import type { ReproducedModels } from './reproduced-models';

export interface CompareSettingsOptions {
  /** Folder of the reproduction. */
  output: string;
  /** Pictures of the test split. */
  pictures: number;
  /** Samples of the test split. */
  samples: string;
  models: ReproducedModels;
}

/** One picture in so many is written about: a dozen captions of a picture take a while. */
const PICTURES_PER_CAPTIONED = 8;

/** Has the detector's own network write captions under the settings of scenes-tiny's `generators.json`, from good to hopeless, and compares the detector's rates of hallucination with the scenes' truth. */
export async function compareSettings(
  { output, pictures, samples, models }: CompareSettingsOptions,
  context: OpenedContext,
): Promise<Comparison> {
  const folder = join(output, 'generators');
  await mkdir(folder, { recursive: true });
  const generators = join(folder, 'generators.json');
  const checkpoint = resolve(models.checkpoint);
  const shipped = createRequire(import.meta.url).resolve('@tldr-rm/scenes-tiny/generators.json');
  const settings = (JSON.parse(await readFile(shipped, 'utf8')) as { generators: object[] }).generators;
  await writeAtomically(generators, `${JSON.stringify({ generators: settings.map((setting) => ({ ...setting, checkpoint })) })}\n`);
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
  const { comparison } = await compareGeneratorsJob.run(
    { generators, input: data, output: folder, prompt: DEFAULT_PROMPT, ...(models.detector && { detector: models.detector }) },
    within(context, 'generators'),
  );
  return comparison;
}
