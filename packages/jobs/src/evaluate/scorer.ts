import type { DetectorItem } from '@tldr-rm/detect';
import type { Detection, DetectorManifest } from '@tldr-rm/schema';

/** What gives rewards to the tokens of responses: a detector, or something to compare it with. */
export interface Scorer {
  manifest: Pick<DetectorManifest, 'name' | 'thresholds'>;
  /**
   * One detection for each item, in their order. `theta` takes the place of the thresholds.
   *
   * @throws {BatchItemError} naming an item that cannot be used.
   */
  detectBatch(items: readonly DetectorItem[], options?: { theta?: number; signal?: AbortSignal }): Promise<Detection[]>;
}

/** A scorer that was opened for a job, which closes it. */
export interface OpenedScorer {
  /** What tells it from others of the same name, such as its folder. */
  label: string;
  scorer: Scorer;
  close(): Promise<void>;
}
