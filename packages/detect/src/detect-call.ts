import type { Detection } from '@tldr-rm/schema';
import type { DetectorItem } from './detector';
import { groupByImage, type ImageGroup } from './group-by-image';
import type { Thresholds } from './summarize';

interface Answer {
  resolve: (detections: Detection[]) => void;
  reject: (reason: unknown) => void;
}

/** One call of `detectBatch`: what of it waits, what came of it, and the promise that its caller holds. */
export class DetectCall {
  readonly items: readonly DetectorItem[];
  readonly thresholds: Thresholds;
  readonly batchSize: number;
  readonly result: Promise<Detection[]>;
  /** Whether any of it went to the models. */
  begun = false;
  /** Whether its caller has an answer. */
  settled = false;
  readonly #waiting: ImageGroup[];
  readonly #detections: Detection[];
  #left: number;
  readonly #stopListening: () => void;
  readonly #answer: Answer;

  constructor(items: readonly DetectorItem[], thresholds: Thresholds, batchSize: number, signal: AbortSignal | undefined) {
    this.items = items;
    this.thresholds = thresholds;
    this.batchSize = batchSize;
    this.#waiting = groupByImage(items, batchSize);
    this.#detections = new Array<Detection>(items.length);
    this.#left = items.length;
    let answer: Answer | undefined;
    this.result = new Promise((resolve, reject) => {
      answer = { resolve, reject };
    });
    this.#answer = answer!;
    const abort = (): void => this.fail(signal?.reason);
    signal?.addEventListener('abort', abort, { once: true });
    this.#stopListening = () => signal?.removeEventListener('abort', abort);
  }

  get nextGroup(): ImageGroup | undefined {
    return this.settled ? undefined : this.#waiting[0];
  }

  takeGroup(): ImageGroup {
    this.begun = true;
    return this.#waiting.shift()!;
  }

  /** Keeps the detection of an item; the caller has its answer with the last. */
  keep(item: number, detection: Detection): void {
    this.#detections[item] = detection;
    this.#left -= 1;
    if (this.#left > 0 || !this.#settleOnce()) return;
    this.#answer.resolve(this.#detections);
  }

  /** Answers the caller with a failure, unless there was an answer before. */
  fail(reason: unknown): void {
    if (this.#settleOnce()) this.#answer.reject(reason);
  }

  #settleOnce(): boolean {
    if (this.settled) return false;
    this.settled = true;
    this.#stopListening();
    return true;
  }
}
