import type { DetectionComparison, EvaluationReport, ResponseToScore, ScoredResponse, Thresholds } from '@tldr-rm/evaluate';
import type { Detection } from '@tldr-rm/schema';

/** The responses of one sample (a perturbed one and its original make two) with what the detector says of each. */
export interface ScoredSample {
  image: string;
  responses: ResponseToScore[];
  detections: Detection[];
}

/** What a scorer said of every response of a file. */
export interface FileScores {
  name: string;
  thresholds: Thresholds;
  samples: ScoredSample[];
  scored: ScoredResponse[];
}

/** The report of `evaluateDetections`, with what it was made of. */
export type FileEvaluation = EvaluationReport & { detector: string };

/** Scorers on the same file. */
export interface ScorerEvaluation {
  /** What each said, in their order. Names are told apart by labels where they are the same. */
  scores: FileScores[];
  comparison: DetectionComparison;
  /** The reports of the comparison, as JSON gives them. */
  evaluations: FileEvaluation[];
}
