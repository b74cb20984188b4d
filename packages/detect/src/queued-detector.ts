import { type Detection, type DetectorManifest, InputError } from '@tldr-rm/schema';
import { DetectCall } from './detect-call';
import { type DetectBatchOptions, type DetectOptions, type Detector, type DetectorItem, detectOne } from './detector';
import { detectorClosed } from './errors';
import { type CallPart, type PreparedBatch, prepareBatch } from './prepare-batch';
import type { DetectorRuntime } from './runtime';
import { scoreBatch } from './score-batch';
import type { Thresholds } from './summarize';

/** Images, and responses, that go through the models at once. */
const BATCH_SIZE = 32;

/** What goes through the models next, its preparation begun. */
interface Round {
  parts: readonly CallPart[];
  batchSize: number;
  /** Null if it failed; its calls know. */
  prepared: Promise<PreparedBatch | null>;
}

/** Calls in a queue before one runtime. Each has its turn, and what waits of several is scored together while it fits into a batch. */
export class QueuedDetector implements Detector {
  readonly #runtime: DetectorRuntime;
  /** Calls of which something waits, the one whose turn it is first. */
  #calls: DetectCall[] = [];
  #running: Promise<void> | null = null;
  #closing: Promise<void> | null = null;

  constructor(runtime: DetectorRuntime) {
    this.#runtime = runtime;
  }

  get manifest(): DetectorManifest {
    return this.#runtime.manifest;
  }

  async detect(item: DetectorItem, options: DetectOptions = {}): Promise<Detection> {
    return detectOne((items, batchOptions) => this.detectBatch(items, batchOptions), item, options);
  }

  async detectBatch(
    items: readonly DetectorItem[],
    { batchSize = BATCH_SIZE, theta, signal }: DetectBatchOptions = {},
  ): Promise<Detection[]> {
    const thresholds = theta === undefined ? this.manifest.thresholds : uniformThresholds(theta);
    if (!Number.isInteger(batchSize) || batchSize < 1) {
      throw new InputError('BATCH_SIZE', `batchSize must be a whole number above 0, not ${batchSize}.`);
    }
    if (this.#closing) throw detectorClosed();
    signal?.throwIfAborted();
    if (items.length === 0) return [];
    const call = new DetectCall(items, thresholds, batchSize, signal);
    this.#calls.push(call);
    this.#running ??= this.#run();
    return call.result;
  }

  close(): Promise<void> {
    this.#closing ??= this.#finish();
    return this.#closing;
  }

  async #finish(): Promise<void> {
    // Calls made before this one begin first.
    await null;
    for (const call of this.#calls) if (!call.begun) call.fail(detectorClosed());
    await this.#running;
    await this.#runtime.close();
  }

  /** Works until nothing waits. While a batch is scored, the images of the next are decoded. */
  async #run(): Promise<void> {
    // Calls made in the same turn of the event loop go together.
    await null;
    let round = this.#nextRound();
    while (round) {
      const { parts, batchSize, prepared } = round;
      const batch = await prepared;
      round = this.#nextRound();
      if (batch) await this.#orFail(parts, () => scoreBatch(batch, batchSize, this.#runtime));
      // What came while this was scored.
      round ??= this.#nextRound();
    }
    this.#running = null;
  }

  #nextRound(): Round | null {
    const parts = this.#takeParts();
    if (parts.length === 0) return null;
    const batchSize = Math.min(...parts.map(({ call }) => call.batchSize));
    return { parts, batchSize, prepared: this.#orFail(parts, () => prepareBatch(parts, this.#runtime)) };
  }

  /** The next group of the call whose turn it is, and of the calls after it while their images fit into one batch with its. */
  #takeParts(): CallPart[] {
    const parts: CallPart[] = [];
    const later: DetectCall[] = [];
    const others: DetectCall[] = [];
    let images = 0;
    let limit = Number.POSITIVE_INFINITY;
    for (const call of this.#calls) {
      const group = call.nextGroup;
      if (group === undefined) continue;
      const smaller = Math.min(limit, call.batchSize);
      if (images + group.images.length > smaller) {
        others.push(call);
        continue;
      }
      limit = smaller;
      images += group.images.length;
      parts.push({ call, group: call.takeGroup() });
      if (call.nextGroup) later.push(call);
    }
    this.#calls = [...others, ...later];
    return parts;
  }

  async #orFail<Result>(parts: readonly CallPart[], work: () => Promise<Result>): Promise<Result | null> {
    try {
      return await work();
    } catch (error) {
      for (const { call } of parts) call.fail(error);
      return null;
    }
  }
}

function uniformThresholds(theta: number): Thresholds {
  if (!(theta >= 0 && theta <= 1)) throw new InputError('THETA', `theta must lie between 0 and 1, not ${theta}.`);
  return { token: theta, sentence: theta, response: theta };
}
