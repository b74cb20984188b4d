import type { Detection, DetectorManifest } from '@tldr-rm/schema';
import type { DetectorItem } from './detector';

/** What gives rewards to the tokens of responses: a detector, or something to compare it with. */
export interface Scorer {
  manifest: Pick<DetectorManifest, 'name' | 'thresholds'>;
  /** One detection for each item, in their order. `theta` takes the place of the thresholds. */
  detectBatch(items: readonly DetectorItem[], options?: { theta?: number }): Promise<Detection[]>;
  close(): Promise<void>;
}

/** What opens a scorer. */
export interface ScorerToOpen {
  /** What tells it from others of the same name, such as its folder. */
  label: string;
  open(): Promise<Scorer>;
}
