import type { DetectorItem } from '@tldr-rm/detect';
import type { Detection, DetectorManifest } from '@tldr-rm/schema';

/** What gives rewards to the tokens of responses: a detector, or something to compare it with. */
export interface Scorer {
  manifest: Pick<DetectorManifest, 'name' | 'thresholds'>;
  /** One detection for each item, in their order. */
  detectBatch(items: readonly DetectorItem[]): Promise<Detection[]>;
  close(): Promise<void>;
}
