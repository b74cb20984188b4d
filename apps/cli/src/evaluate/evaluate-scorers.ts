import { compareDetections, DEFAULT_BOOTSTRAP, type DetectionComparison, type EvaluationReport } from '@tldr-rm/evaluate';
import { type FileScores, type ScoreFileOptions, scoreFile } from './score-file';
import type { ScorerToOpen } from './scorer';

export interface EvaluateScorersOptions extends ScoreFileOptions {
  /** Resamples of the bootstrap; 0 for no intervals. */
  resamples?: number | undefined;
  /** Seed of the bootstrap. */
  seed?: number | undefined;
}

/** The report of `evaluateDetections`, with what it was made of. */
export type FileEvaluation = EvaluationReport & { detector: string; samples: number; outsideDomain: number };

/** Scorers on the same file. */
export interface ScorerEvaluation {
  /** What each said, in their order. Names are told apart by labels where they are the same. */
  scores: FileScores[];
  comparison: DetectionComparison;
  /** The reports of the comparison, as `--json` gives them. */
  evaluations: FileEvaluation[];
}

/**
 * Scores labelled samples with each scorer in turn, and compares the rewards with the truth and with each other.
 *
 * @throws what `scoreFile` throws, and what opening a scorer throws.
 */
export async function evaluateScorers(scorers: readonly ScorerToOpen[], options: EvaluateScorersOptions): Promise<ScorerEvaluation> {
  const { resamples = DEFAULT_BOOTSTRAP.resamples, seed = DEFAULT_BOOTSTRAP.seed, ...scoring } = options;
  const unnamed: FileScores[] = [];
  for (const { open } of scorers) unnamed.push(await scoreFile(await open(), scoring));
  const scores = unnamed.map((each, index) => {
    const isShared = unnamed.some((other, otherIndex) => otherIndex !== index && other.name === each.name);
    return isShared ? { ...each, name: `${each.name} (${scorers[index]!.label})` } : each;
  });
  const comparison = compareDetections(scores, resamples > 0 ? { resamples, seed } : undefined);
  const evaluations = comparison.reports.map(({ name, ...report }, index): FileEvaluation => {
    const { samples, outsideDomain } = scores[index]!;
    return { detector: name, samples: samples.length, outsideDomain, ...report };
  });
  return { scores, comparison, evaluations };
}
