import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { AppendableLines, ResumeError, unwritable, type WrittenLine, writeAtomically, writtenLineSchema } from '@tldr-rm/files';
import {
  encodePng,
  loadSceneAssets,
  renderScene,
  type SamplesOfPictureOptions,
  type SceneAssets,
  type SceneSample,
  type Split,
  samplesOfPicture,
} from '@tldr-rm/scenes';

import { InterruptedError } from '../job/interrupted-error';
import type { OpenedContext } from '../job/job';
import { beginStage } from '../job/stage';

/** Pictures that are encoded and written at once. */
const BATCH = 32;

export interface WriteScenesOptions {
  split: Split;
  iconSets?: readonly string[] | undefined;
  folder: string;
  /** Number of pictures. */
  count: number;
  seed: number;
  /** Start anew instead of going on with what is there. */
  overwrite: boolean;
}

export interface ScenesSummary {
  samplesFile: string;
  pictures: number;
  samples: number;
  /** Pictures that an earlier run had finished. */
  alreadyThere: number;
}

/**
 * Writes `samples.jsonl` and `images/*.png`. Picture n depends on the seed and n alone, and its lines are appended after its image was written, so a run that was
 * killed goes on after the last line.
 *
 * @throws {InterruptedError} if the signal came; what was drawn is kept.
 * @throws {ResumeError} if the folder holds samples made with other options.
 * @throws {InputError} `OUTPUT_UNWRITABLE` if the folder cannot be made.
 */
export async function writeScenes(options: WriteScenesOptions, { signal, onProgress }: OpenedContext): Promise<ScenesSummary> {
  const { folder, count } = options;
  const samplesFile = join(folder, 'samples.jsonl');
  await mkdir(join(folder, 'images'), { recursive: true }).catch(unwritable(folder));
  const output = await AppendableLines.open(samplesFile, { startAnew: options.overwrite });
  try {
    const { finished, missing, samples: written } = await whatIsThere(output, samplesFile, options);
    await output.append(missing);
    const drawing = beginStage(onProgress, { stage: 'drawing', unit: 'pictures', total: Math.max(count, finished), done: finished });
    const recipe = recipeOf(options);
    let samples = written + missing.length;
    const assets = finished < count ? await loadSceneAssets(options.iconSets ? { iconSets: options.iconSets } : {}) : null;
    for (let first = finished; assets !== null && first < count; first += BATCH) {
      if (signal.aborted) throw new InterruptedError(`${samplesFile}: stopped after ${first} pictures. The same job goes on from there.`);
      const pictures = Array.from({ length: Math.min(BATCH, count - first) }, (_, index) =>
        samplesOfPicture({ ...recipe, index: first + index }),
      );
      await Promise.all(pictures.map(([sample]) => writePicture(folder, sample!, assets)));
      const lines = pictures.flat();
      await output.append(lines);
      samples += lines.length;
      drawing.advance(pictures.length);
    }
    await output.finish();
    return { samplesFile, pictures: Math.max(count, finished), samples, alreadyThere: finished };
  } finally {
    await output.close();
  }
}

/** What decides the pictures and texts, beside their numbers. */
function recipeOf({ seed, split, iconSets }: WriteScenesOptions): Omit<SamplesOfPictureOptions, 'index'> {
  return { seed, split, ...(iconSets && { iconSets }) };
}

async function writePicture(folder: string, { image, scene }: SceneSample, assets: SceneAssets): Promise<void> {
  const png = await encodePng(renderScene(scene, assets), scene.width, scene.height);
  // A killed run must not leave half a picture under its final name.
  await writeAtomically(join(folder, image), png, { sync: false });
}

/** How many pictures are finished, and which lines of the last one are missing. */
async function whatIsThere(
  output: AppendableLines,
  samplesFile: string,
  options: WriteScenesOptions,
): Promise<{ finished: number; missing: SceneSample[]; samples: number }> {
  let samples = 0;
  let pictures = 0;
  let last: WrittenLine[] = [];
  for await (const { value: line } of output.written(writtenLineSchema)) {
    samples += 1;
    if (last[0]?.image !== line.image) {
      last = [];
      pictures += 1;
    }
    last.push(line);
  }
  if (pictures === 0) return { finished: 0, missing: [], samples: 0 };
  const expected = samplesOfPicture({ ...recipeOf(options), index: pictures - 1 });
  if (!isDeepStrictEqual(last, JSON.parse(JSON.stringify(expected.slice(0, last.length))))) {
    throw new ResumeError(samplesFile, 'holds samples that were made with another seed, split or icon sets, or by another version');
  }
  return { finished: pictures, missing: expected.slice(last.length), samples };
}
