import type { Detection, DetectorManifest } from '@tldr-rm/schema';
import { BatchItemError } from './errors';
import type { DetectorImage } from './image';

/** A response about an image, to be scored. */
export interface DetectorItem {
  image: DetectorImage;
  /** What was asked about the image. */
  prompt: string;
  /** What was answered: the text that is scored. */
  response: string;
}

export interface DetectOptions {
  /** Reward below which tokens, sentences and responses are called hallucinated, in [0, 1], instead of the manifest's thresholds. */
  theta?: number;
  /** Gives the call up: it rejects with the signal's reason at once, and what waits of it is not begun. */
  signal?: AbortSignal;
}

export interface DetectBatchOptions extends DetectOptions {
  /** How many images, and how many responses, go through the models at once (default 32). More is faster up to a point, and takes more memory. */
  batchSize?: number;
}

/**
 * An exported detector with its models open. Calls may be made at any time: those that wait go through the models together. `close` it when done.
 */
export interface Detector {
  /** What the detector is, was trained on, and how it judges. */
  readonly manifest: DetectorManifest;

  /**
   * Scores every token of a response about an image.
   *
   * @throws {ImageError} if the image cannot be used.
   * @throws {TextError} if the response is empty, or a text is too long.
   * @throws {DetectorError} `DETECTOR_CLOSED` after `close`.
   */
  detect(item: DetectorItem, options?: DetectOptions): Promise<Detection>;

  /**
   * Scores many responses; the same results as `detect` on each, in the same order. Equal images are encoded once.
   *
   * @throws {BatchItemError} naming an item that cannot be used, and why.
   * @throws {DetectorError} `DETECTOR_CLOSED` after `close`.
   */
  detectBatch(items: readonly DetectorItem[], options?: DetectBatchOptions): Promise<Detection[]>;

  /**
   * Waits for the calls that were begun, rejects those that were not with `DETECTOR_CLOSED`, and frees the models. The detector cannot be used afterwards; closing it again does nothing.
   */
  close(): Promise<void>;
}

/** What `detect` is by `detectBatch`: a batch of one, whose error names no position. */
export async function detectOne(detectBatch: Detector['detectBatch'], item: DetectorItem, options: DetectOptions): Promise<Detection> {
  try {
    return (await detectBatch([item], options))[0]!;
  } catch (error) {
    throw error instanceof BatchItemError ? error.problem : error;
  }
}
