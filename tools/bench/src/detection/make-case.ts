import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TextTokenizer } from '@tldr-rm/align';
import type { DetectorItem, RgbImage } from '@tldr-rm/detect';
import { createRandom } from '@tldr-rm/random';
import { CAPTION_PROMPTS, describeScene, renderScene, SCENE_SIZE, type SceneAssets, sampleScene } from '@tldr-rm/scenes';
import type { DetectorManifest } from '@tldr-rm/schema';

/** Responses that go through the scorer at once, here and in PyTorch: the default of `detectBatch`. */
export const BATCH_SIZE = 32;

type RgbItem = DetectorItem & { image: RgbImage };

/** Some pictures with as many captions each. */
export interface DetectionCase {
  name: string;
  images: number;
  responsesPerImage: number;
  items: RgbItem[];
  /** The same items, with a picture for each that differs in one byte, so that every response pays for its picture. */
  itemsWithOwnImages: RgbItem[];
}

export function makeCase(images: number, responsesPerImage: number, assets: SceneAssets): DetectionCase {
  const random = createRandom(`detection/${images}/${responsesPerImage}`);
  const items = Array.from({ length: images }, () => {
    const scene = sampleScene(random, { split: 'test' });
    const image = { data: renderScene(scene, assets), width: SCENE_SIZE, height: SCENE_SIZE };
    return Array.from({ length: responsesPerImage }, () => ({
      image,
      prompt: random.pick(CAPTION_PROMPTS),
      response: describeScene(scene, random).text,
    }));
  }).flat();
  const itemsWithOwnImages = items.map(({ image, ...texts }, index) => {
    const data = image.data.slice();
    data[0] = index % 256;
    return { ...texts, image: { ...image, data } };
  });
  return { name: `${images}x${responsesPerImage}`, images, responsesPerImage, items, itemsWithOwnImages };
}

/** Where the reward of an item's first token stands in a case written for PyTorch. */
export interface TokenPlace {
  batch: number;
  row: number;
  offset: number;
}

/**
 * Writes a case for tools/reference/detection: the pictures as bytes, the texts as tokens in the very batches that `detectBatch` makes of them (sorted by length, padded
 * to the longest of a batch).
 */
export async function writeCase(
  { name, images, responsesPerImage, items }: DetectionCase,
  folder: string,
  tokenizer: TextTokenizer,
  { special, imageSize }: DetectorManifest,
): Promise<TokenPlace[]> {
  const encoded = await tokenizer.encodeBatch(items.flatMap(({ prompt, response }) => [prompt, response]));
  const sequences = items.map((_, item) => {
    const [prompt, response] = [encoded[2 * item]!.ids, encoded[2 * item + 1]!.ids];
    return {
      item,
      offset: prompt.length + 2,
      tokens: [special.beginPrompt, ...prompt, special.beginResponse, ...response, special.end],
    };
  });
  sequences.sort((one, other) => one.tokens.length - other.tokens.length);
  const places = new Array<TokenPlace>(items.length);
  const batches = Array.from({ length: Math.ceil(items.length / BATCH_SIZE) }, (_, batch) => {
    const rows = sequences.slice(batch * BATCH_SIZE, (batch + 1) * BATCH_SIZE);
    const length = Math.max(...rows.map(({ tokens }) => tokens.length));
    for (const [row, { item, offset }] of rows.entries()) places[item] = { batch, row, offset };
    return {
      images: rows.map(({ item }) => Math.floor(item / responsesPerImage)),
      tokens: rows.map(({ tokens }) => [...tokens, ...new Array<number>(length - tokens.length).fill(special.padding)]),
    };
  });
  const pictures = Array.from({ length: images }, (_, image) => items[image * responsesPerImage]!.image as { data: Uint8Array });
  await writeFile(join(folder, `${name}.bin`), Buffer.concat(pictures.map(({ data }) => data)));
  await writeFile(join(folder, `${name}.json`), JSON.stringify({ imageSize, batches }));
  return places;
}
