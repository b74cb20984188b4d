/** Writes pictures and captions in which something was made false, with the false words labelled. Usage: make-labelled-data.ts FOLDER COUNT */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { perturbScene } from '@tldr-rm/perturb';
import { createRandom } from '@tldr-rm/random';
import { encodePng, generateSamples, loadSceneAssets, renderScene } from '@tldr-rm/scenes';

const [folder, count] = process.argv.slice(2);
if (!folder || !count) throw new Error('usage: make-labelled-data.ts FOLDER COUNT');

const assets = await loadSceneAssets();
const lines: string[] = [];
for (const sample of generateSamples({ seed: 1, split: 'train', count: Number(count) })) {
  const labelled = perturbScene(sample, createRandom(sample.id));
  // Not every text can be made false: a short answer may leave nothing to change.
  if (labelled === null) continue;
  const { width, height } = sample.scene;
  const path = join(folder, sample.image);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, await encodePng(renderScene(sample.scene, assets), width, height));
  lines.push(`${JSON.stringify(labelled)}\n`);
}
await writeFile(join(folder, 'labelled.jsonl'), lines.join(''));
console.log(`${lines.length} labelled samples in ${join(folder, 'labelled.jsonl')}`);
