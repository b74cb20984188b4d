/**
 * Fits the probe by which a detector notices pictures unlike those of its training to drawn pictures of the validation split and to pictures that look like photographs, and prints how
 * many of others are warned about: drawn pictures of the test split by icon set, and photograph-like ones by look, once as fitted and once with that look left out of the fit.
 *
 * From this folder: `node --conditions=@tldr-rm/source --import tsx src/domain-probe.ts [--detector DIR] [--drawn 1000] [--write]`; `--write` puts the probe into the detector's manifest.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { domainDistance, fitDomainProbe, imageStatistics, probeScore, type RgbImage } from '@tldr-rm/detect';
import { loadNodeRuntime } from '@tldr-rm/detect/node';
import { HELD_OUT_ICON_SET, ICON_SETS, loadSceneAssets } from '@tldr-rm/scenes';
import { encodePictures } from './domain/encode-pictures';
import { LOOKS } from './domain/photograph-like';
import { drawnPictures, photographLikePictures } from './domain/picture-source';

/** Heads of `values` that the scorer's first layer reads, in the shipped detector. */
const HEADS = 3;
/** Drawn pictures of the validation split, a third of which sets the limit. */
const FITTED_DRAWN = 3000;
const FITTED_OF_A_LOOK = 100;
const TESTED_OF_A_LOOK = 50;

const { values } = parseArgs({
  options: {
    detector: { type: 'string', default: fileURLToPath(new URL('../../../models/scenes-tiny', import.meta.url)) },
    drawn: { type: 'string', default: '1000' },
    write: { type: 'boolean', default: false },
  },
});

const runtime = await loadNodeRuntime(values.detector);
const assets = await loadSceneAssets({ iconSets: ICON_SETS });
const { domainCheck } = runtime.manifest;

const trained = ICON_SETS.filter((iconSet) => iconSet !== HELD_OUT_ICON_SET);
const inside = await featuresOf(drawnPictures('validation', FITTED_DRAWN, trained, assets));
const outside = new Map<string, Float64Array[]>();
for (const look of Object.keys(LOOKS)) outside.set(look, await featuresOf(photographLikePictures(look, FITTED_OF_A_LOOK, 'fit')));
const probe = fitDomainProbe(inside, [...outside.values()].flat());

for (const iconSet of ICON_SETS) {
  const counts = await countWarnings(drawnPictures('test', Number(values.drawn), [iconSet], assets), probe);
  console.log(`drawn, ${iconSet.padEnd(20)} ${counts}`);
}
for (const look of outside.keys()) {
  const without = fitDomainProbe(
    inside,
    [...outside].flatMap(([name, features]) => (name === look ? [] : features)),
  );
  const pictures = [...photographLikePictures(look, TESTED_OF_A_LOOK, 'test')];
  console.log(
    `${look.padEnd(27)} ${await countWarnings(pictures, probe)}; look left out of the fit: ${await countWarnings(pictures, without)}`,
  );
}
await runtime.close();

if (values.write) {
  const path = join(values.detector, 'detector.json');
  const manifest = JSON.parse(await readFile(path, 'utf8')) as object;
  await writeFile(path, `${JSON.stringify({ ...manifest, domainProbe: probe }, null, 2)}\n`);
  console.log(`${path}: ${probe.weights.length} weights, limit ${probe.limit.toFixed(3)}`);
}

async function featuresOf(pictures: Iterable<RgbImage>): Promise<Float64Array[]> {
  const all: Float64Array[] = [];
  for await (const { features } of encodePictures(pictures, runtime, HEADS)) all.push(features);
  return all;
}

async function countWarnings(pictures: Iterable<RgbImage>, { weights, limit }: typeof probe): Promise<string> {
  const counts = { pictures: 0, pixels: 0, encoder: 0, either: 0 };
  for await (const { picture, features } of encodePictures(pictures, runtime, HEADS)) {
    const byPixels = domainCheck !== undefined && domainDistance(imageStatistics(picture), domainCheck) > domainCheck.limit;
    const byEncoder = probeScore(features, { weights }) > limit;
    counts.pictures += 1;
    counts.pixels += byPixels ? 1 : 0;
    counts.encoder += byEncoder ? 1 : 0;
    counts.either += byPixels || byEncoder ? 1 : 0;
  }
  return `${counts.either} of ${counts.pictures} warned about (by pixels ${counts.pixels}, by the encoder ${counts.encoder})`;
}
