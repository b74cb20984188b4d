import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from '@tldr-rm/test-support';
import { expect, it } from 'vitest';
import { readTrainFile } from '../train/data/train-file';
import { readRecipe } from './recipe';

const shipped = fileURLToPath(new URL('../../../../models/scenes-tiny/recipe.json', import.meta.url));

it('each stage of the shipped recipe starts from what another one ends with, or from nothing', async () => {
  const recipe = await readRecipe(shipped);
  const ends = new Set<string>();
  for (const stages of [recipe.stages, ...Object.values(recipe.baselines)]) {
    for (const config of stages) {
      const { out, start, training } = await readTrainFile(config);
      for (const from of [start ?? []].flat()) expect(ends).toContain(from);
      ends.add(`${out}/checkpoint-${String(training.steps).padStart(7, '0')}`);
    }
  }
});

it('names the file and what is wrong with it', async () => {
  const folder = await temporaryFolder();
  const file = join(folder, 'recipe.json');
  await expect(readRecipe(file)).rejects.toThrow(`${file}: cannot be read`);
  await writeFile(file, '{');
  await expect(readRecipe(file)).rejects.toThrow(`${file}: not valid JSON`);
  await writeFile(file, JSON.stringify({ name: 'x', domain: 'y', stages: [], validation: { count: 1, seed: 0 } }));
  await expect(readRecipe(file)).rejects.toThrow(/stages/);
  await mkdir(join(folder, 'sub'));
  await writeFile(file, JSON.stringify({ name: 'x', domain: 'y', stages: ['sub/one.json'], validation: { count: 1, seed: 0 } }));
  expect((await readRecipe(file)).stages).toEqual([join(folder, 'sub', 'one.json')]);
});
