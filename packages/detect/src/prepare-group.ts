import { type Detection, type DetectorManifest, InputError, MAX_TEXT_LENGTH } from '@tldr-rm/schema';
import type { DetectorItem } from './detector';
import { domainDistance } from './domain-check';
import { BatchItemError, TextError } from './errors';
import type { ImageGroup } from './group-by-image';
import type { RgbImage } from './image';
import { imageStatistics } from './image-statistics';
import { imagesToPixels } from './pixels';
import { type Job, planJobs } from './plan-jobs';
import type { DetectorRuntime, TokenizedText } from './runtime';

type Warning = NonNullable<Detection['warnings']>[number];

/** A group of items, ready for the models. */
export interface PreparedGroup {
  /** [imageCount, size, size, 3] in [0, 1]. */
  pixels: Float32Array;
  imageCount: number;
  items: { item: number; text: string; tokens: TokenizedText; warnings: Warning[] }[];
  jobs: Job[];
}

/**
 * Cuts the texts of a group into tokens and passes, and decodes its images.
 *
 * @throws {BatchItemError} naming an item that cannot be used.
 */
export async function prepareGroup(items: readonly DetectorItem[], group: ImageGroup, runtime: DetectorRuntime): Promise<PreparedGroup> {
  const texts = await tokenizeTexts(items, group, runtime);
  const { images, indexes } = await decodeImages(group, runtime);
  const domainWarnings = images.map((image) => domainWarning(image, runtime.manifest));
  const prepared: PreparedGroup = {
    pixels: imagesToPixels(images, runtime.manifest.imageSize),
    imageCount: images.length,
    items: [],
    jobs: [],
  };
  for (const [position, { item, image }] of group.items.entries()) {
    const imageIndex = indexes[image]!;
    const { prompt, tokens } = texts[position]!;
    const text = items[item]!.response;
    const jobs = atItem(item, () => planJobs({ position, imageIndex, text, prompt, tokens }, runtime.manifest));
    prepared.jobs.push(...jobs);
    const warnings = [...domainWarnings[imageIndex]!, ...windowWarning(jobs.length, tokens.ids.length, runtime.manifest)];
    prepared.items.push({ item, text, tokens, warnings });
  }
  return prepared;
}

async function tokenizeTexts(
  items: readonly DetectorItem[],
  group: ImageGroup,
  runtime: DetectorRuntime,
): Promise<{ prompt: TokenizedText; tokens: TokenizedText }[]> {
  for (const { item } of group.items) atItem(item, () => checkTexts(items[item]!));
  const texts = [...new Set(group.items.flatMap(({ item }) => [items[item]!.prompt, items[item]!.response]))];
  const encoded = await runtime.tokenizer.encodeBatch(texts);
  const byText = new Map(texts.map((text, index) => [text, encoded[index]!]));
  return group.items.map(({ item }) => ({ prompt: byText.get(items[item]!.prompt)!, tokens: byText.get(items[item]!.response)! }));
}

function checkTexts({ prompt, response }: DetectorItem): void {
  if (typeof prompt !== 'string' || typeof response !== 'string') throw new TextError('TEXT_MISSING', 'prompt and response must be texts.');
  if (response.trim() === '')
    throw new TextError('RESPONSE_EMPTY', 'the response is empty: there is nothing to score. Give the text to check.');
  for (const [name, text] of Object.entries({ prompt, response })) {
    if (text.length > MAX_TEXT_LENGTH) {
      throw new TextError('TEXT_TOO_LONG', `the ${name} has ${text.length} characters; at most ${MAX_TEXT_LENGTH} are read. Split it.`);
    }
  }
}

/** Decodes each different image once; `indexes` tells for each image of the group which one it is. */
async function decodeImages(group: ImageGroup, runtime: DetectorRuntime): Promise<{ images: RgbImage[]; indexes: number[] }> {
  const indexes: number[] = [];
  const byContent = new Map<string, number>();
  const decoding: Promise<RgbImage>[] = [];
  for (const [image, item] of group.images) {
    const { key, decode } = await runtime.openImage(image).catch((error: unknown) => rejectAt(item, error));
    let index = byContent.get(key);
    if (index === undefined) {
      index = decoding.length;
      byContent.set(key, index);
      const pixels = decode().catch((error: unknown) => rejectAt(item, error));
      // Awaited when all images are open; until then a failure must not count as unhandled.
      pixels.catch(() => undefined);
      decoding.push(pixels);
    }
    indexes.push(index);
  }
  return { images: await Promise.all(decoding), indexes };
}

function domainWarning(image: RgbImage, { domainCheck, domain }: DetectorManifest): Warning[] {
  if (!domainCheck || domainDistance(imageStatistics(image), domainCheck) <= domainCheck.limit) return [];
  const message = `This picture is unlike those the detector was trained on (${domain}), so its rewards mean little here.`;
  return [{ code: 'IMAGE_OUTSIDE_DOMAIN', message }];
}

function windowWarning(windows: number, length: number, { maximumLength }: DetectorManifest): Warning[] {
  if (windows === 1) return [];
  const message =
    `The response has ${length} tokens, and the detector reads ${maximumLength} (prompt included) at once: it was scored in ${windows} overlapping ` +
    'windows, so that words are not judged by what stands far before them.';
  return [{ code: 'RESPONSE_IN_WINDOWS', message }];
}

function atItem<Result>(item: number, action: () => Result): Result {
  try {
    return action();
  } catch (error) {
    return rejectAt(item, error);
  }
}

function rejectAt(item: number, error: unknown): never {
  throw error instanceof InputError ? new BatchItemError(item, error) : error;
}
