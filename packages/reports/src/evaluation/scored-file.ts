import type { TaggedImage } from '@tldr-rm/detect';
import type { DetectionComparison, EvaluationReport, ResponseToScore } from '@tldr-rm/evaluate';
import type { Detection } from '@tldr-rm/schema';

/** The responses of one sample (a perturbed one and its original make two) with what each scorer says of each. */
export interface ScoredSample {
  image: TaggedImage;
  responses: ResponseToScore[];
  /** For each scorer, one for each response. */
  detections: Detection[][];
}

/** The report of `evaluateDetections`, with what it was made of. */
export type FileEvaluation = EvaluationReport & { detector: string };

/** Scorers on the same file. */
export interface ScorerEvaluation {
  comparison: DetectionComparison;
}
