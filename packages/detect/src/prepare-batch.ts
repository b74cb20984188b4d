import { InputError } from '@tldr-rm/schema';
import { checkTexts } from './check-texts';
import type { DetectCall } from './detect-call';
import { isUnlikeByPixels } from './detection-warnings';
import { BatchItemError } from './errors';
import type { ImageGroup } from './group-by-image';
import type { RgbImage } from './image';
import { imagesToPixels } from './pixels';
import { type Job, planJobs } from './plan-jobs';
import type { DetectorRuntime, TokenizedText } from './runtime';
import { tagImage } from './tag-image';

/** A stretch of a call that goes through the models in one go. */
export interface CallPart {
  call: DetectCall;
  group: ImageGroup;
}

/** A response of a batch. */
export interface PreparedItem {
  call: DetectCall;
  /** Its position in the call. */
  item: number;
  image: number;
  tokens: TokenizedText;
  /** How many passes it takes. */
  windows: number;
}

/** Parts of calls, ready for the models. */
export interface PreparedBatch {
  /** [imageCount, size, size, 3] in [0, 1]. */
  pixels: Float32Array;
  imageCount: number;
  /** For each image, whether it is unlike those of the training by its pixels. */
  unlike: boolean[];
  items: PreparedItem[];
  /** Passes through the scorer; `position` counts in `items`. */
  jobs: Job[];
}

interface DecodedImage {
  key: string;
  pixels: RgbImage;
}

type TokensOf = ReadonlyMap<string, TokenizedText>;

/**
 * Cuts the texts of parts into tokens and passes, and decodes their images, each different one once. A call with an item that cannot be used fails, and is
 * left out; so are calls that were given up.
 */
export async function prepareBatch(parts: readonly CallPart[], runtime: DetectorRuntime): Promise<PreparedBatch> {
  const readable = parts.filter((part) => attempt(part, ({ call, group }) => checkGroupTexts(call, group)));
  const [tokens, images] = await Promise.all([tokenize(readable, runtime), decodeImages(readable, runtime)]);
  const batch: PreparedBatch = { pixels: new Float32Array(0), imageCount: 0, unlike: [], items: [], jobs: [] };
  const indexes = new Map<string, number>();
  const pixels: RgbImage[] = [];
  for (const part of readable) {
    const decoded = images.get(part);
    if (decoded === undefined || part.call.settled) continue;
    const imageIndexes = decoded.map(({ key, pixels: own }) => {
      const known = indexes.get(key) ?? pixels.push(own) - 1;
      indexes.set(key, known);
      return known;
    });
    attempt(part, () => addItems(batch, part, imageIndexes, tokens, runtime));
  }
  return {
    ...batch,
    pixels: imagesToPixels(pixels, runtime.manifest.imageSize),
    imageCount: pixels.length,
    unlike: pixels.map((image) => isUnlikeByPixels(image, runtime.manifest)),
  };
}

function checkGroupTexts(call: DetectCall, group: ImageGroup): void {
  for (const { item } of group.items) atItem(item, () => checkTexts(call.items[item]!));
}

async function tokenize(parts: readonly CallPart[], runtime: DetectorRuntime): Promise<TokensOf> {
  const texts = parts.flatMap(({ call, group }) =>
    group.items.flatMap(({ item }) => [call.items[item]!.prompt, call.items[item]!.response]),
  );
  const different = [...new Set(texts)];
  const encoded = await runtime.tokenizer.encodeBatch(different);
  return new Map(different.map((text, index) => [text, encoded[index]!]));
}

/** The images of each part whose images can all be used. */
async function decodeImages(parts: readonly CallPart[], runtime: DetectorRuntime): Promise<Map<CallPart, DecodedImage[]>> {
  const decoding = new Map<string, Promise<RgbImage>>();
  const decodePart = async ({ call, group }: CallPart): Promise<DecodedImage[]> => {
    const images: Promise<DecodedImage>[] = [];
    for (const { image, item } of group.images) {
      if (call.settled) break;
      const opened = await atItem(item, () => runtime.openImage(tagImage(image))).catch((error: unknown) => rejectAt(item, error));
      const pixels = decoding.get(opened.key) ?? opened.decode();
      decoding.set(opened.key, pixels);
      const decoded = pixels.then(
        (own) => ({ key: opened.key, pixels: own }),
        (error: unknown) => rejectAt(item, error),
      );
      // Awaited when all images are open; until then a failure must not count as unhandled.
      decoded.catch(() => undefined);
      images.push(decoded);
    }
    return Promise.all(images);
  };
  const outcomes = await Promise.allSettled(parts.map(decodePart));
  const decoded = new Map<CallPart, DecodedImage[]>();
  for (const [index, outcome] of outcomes.entries()) {
    if (outcome.status === 'fulfilled') decoded.set(parts[index]!, outcome.value);
    else parts[index]!.call.fail(outcome.reason);
  }
  return decoded;
}

function addItems(
  batch: PreparedBatch,
  { call, group }: CallPart,
  imageIndexes: readonly number[],
  tokensOf: TokensOf,
  { manifest }: DetectorRuntime,
): void {
  const planned = group.items.map(({ item, image }, index) => {
    const { prompt, response: text } = call.items[item]!;
    const [tokens, imageIndex, position] = [tokensOf.get(text)!, imageIndexes[image]!, batch.items.length + index];
    const jobs = atItem(item, () => planJobs({ position, imageIndex, text, prompt: tokensOf.get(prompt)!, tokens }, manifest));
    return { jobs, item: { call, item, image: imageIndex, tokens, windows: jobs.length } };
  });
  for (const { jobs, item } of planned) {
    batch.jobs.push(...jobs);
    batch.items.push(item);
  }
}

/** Whether it went well; if not, the call has failed. */
function attempt(part: CallPart, action: (part: CallPart) => void): boolean {
  try {
    action(part);
    return true;
  } catch (error) {
    part.call.fail(error);
    return false;
  }
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
