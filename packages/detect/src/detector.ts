import { type Detection, type DetectorManifest, InputError, rewardOfLogit } from '@tldr-rm/schema';
import { BatchItemError } from './errors';
import { groupByImage } from './group-by-image';
import type { DetectorImage } from './image';
import { batchJobs } from './plan-jobs';
import { type PreparedGroup, prepareGroup } from './prepare-group';
import type { DetectorRuntime } from './runtime';
import { padSequences } from './sequence';
import { type ScoredTokens, summarizeRewards, type Thresholds } from './summarize';

/** A response about an image, to be scored. */
export interface DetectorItem {
  /** A path, a base64 data URI, the bytes of an image file, or raw pixels. */
  image: DetectorImage;
  /** What was asked about the image. */
  prompt: string;
  /** What was answered: the text that is scored. */
  response: string;
}

export interface DetectOptions {
  /** Reward below which tokens, sentences and responses are called hallucinated, in [0, 1], instead of the manifest's thresholds. */
  theta?: number;
}

export interface DetectBatchOptions extends DetectOptions {
  /** How many images, and how many responses, go through the models at once (default 32). More is faster up to a point, and takes more memory. */
  batchSize?: number;
}

/** An exported detector with its models open. Made by `loadDetector`; `close` it when done. */
export class Detector {
  readonly #runtime: DetectorRuntime;

  constructor(runtime: DetectorRuntime) {
    this.#runtime = runtime;
  }

  /** What the detector is, was trained on, and how it judges. */
  get manifest(): DetectorManifest {
    return this.#runtime.manifest;
  }

  /**
   * Scores every token of a response about an image.
   *
   * @throws {ImageError} if the image cannot be used.
   * @throws {TextError} if the response is empty, or a text is too long.
   */
  async detect(item: DetectorItem, options: DetectOptions = {}): Promise<Detection> {
    try {
      return (await this.detectBatch([item], options))[0]!;
    } catch (error) {
      throw error instanceof BatchItemError ? error.problem : error;
    }
  }

  /**
   * Scores many responses; the same results as `detect` on each, in the same order. Equal images are encoded once.
   *
   * @throws {BatchItemError} naming an item that cannot be used, and why.
   */
  async detectBatch(items: readonly DetectorItem[], { batchSize = 32, theta }: DetectBatchOptions = {}): Promise<Detection[]> {
    const thresholds = theta === undefined ? this.manifest.thresholds : uniformThresholds(theta);
    if (!Number.isInteger(batchSize) || batchSize < 1) {
      throw new InputError('BATCH_SIZE', `batchSize must be a whole number above 0, not ${batchSize}.`);
    }
    const detections = new Array<Detection>(items.length);
    const [first, ...others] = groupByImage(items, batchSize);
    let preparing = first && prepareGroup(items, first, this.#runtime);
    while (preparing) {
      const group: PreparedGroup = await preparing;
      // The next group's images are decoded while this group is scored.
      const next = others.shift();
      preparing = next && prepareGroup(items, next, this.#runtime);
      // Awaited in the next round; until then a failure must not count as unhandled.
      preparing?.catch(() => undefined);
      const scores = await this.#scoreGroup(group, batchSize);
      for (const [position, { item, text, tokens, warnings }] of group.items.entries()) {
        const detection = summarizeRewards(text, tokens.offsets, scores[position]!, thresholds, this.manifest);
        detections[item] = warnings.length > 0 ? { ...detection, warnings } : detection;
      }
    }
    return detections;
  }

  /** Frees the models. The detector cannot be used afterwards. */
  async close(): Promise<void> {
    await this.#runtime.close();
  }

  /** What the heads say of the tokens of each item of the group. */
  async #scoreGroup({ pixels, imageCount, items, jobs }: PreparedGroup, batchSize: number): Promise<ScoredTokens[]> {
    const { special, taxonomies, taxonomyHead, rewardLevel, calibration } = this.manifest;
    const scores = items.map(({ tokens }) => {
      const count = tokens.ids.length;
      return { rewards: new Float32Array(count), ...(taxonomyHead && { kinds: new Float32Array(count * taxonomies.length) }) };
    });
    const images = await this.#runtime.encodeImages(pixels, imageCount);
    try {
      for (const batch of batchJobs(jobs, batchSize)) {
        const imageIndex = Int32Array.from(batch, (job) => job.imageIndex);
        const sequences = batch.map((job) => job.sequence);
        const { tokens, length } = padSequences(sequences, special);
        const { logits, kinds } = await this.#runtime.score(images, imageIndex, tokens, length);
        for (const [row, { position, sequence, from, end, offset }] of batch.entries()) {
          const own = scores[position]!;
          for (let token = from; token < end; token += 1) {
            const at = row * length + (rewardLevel === 'response' ? sequence.length - 1 : offset + token - from);
            own.rewards[token] = rewardOfLogit(logits[at]!, calibration?.token);
          }
          if (own.kinds && kinds) {
            const first = (row * length + offset) * taxonomies.length;
            own.kinds.set(kinds.subarray(first, first + (end - from) * taxonomies.length), from * taxonomies.length);
          }
        }
      }
    } finally {
      images.release();
    }
    return scores;
  }
}

function uniformThresholds(theta: number): Thresholds {
  if (!(theta >= 0 && theta <= 1)) throw new InputError('THETA', `theta must lie between 0 and 1, not ${theta}.`);
  return { token: theta, sentence: theta, response: theta };
}
