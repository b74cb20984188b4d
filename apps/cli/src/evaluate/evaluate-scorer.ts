import { DEFAULT_BOOTSTRAP, type EvaluationReport, evaluateDetections, type ScoredResponse, toScoredResponse } from '@tldr-rm/evaluate';
import { appliedThresholds } from '../detect/applied-thresholds';
import { scoreLabelledFile } from './score-labelled-file';
import type { Scorer } from './scorer';

export interface EvaluateScorerOptions {
  data: string;
  theta?: number | undefined;
  /** Only the first so many samples. */
  samples?: number | undefined;
  /** Resamples of the bootstrap; 0 for no intervals. */
  resamples?: number | undefined;
  /** Seed of the bootstrap. */
  seed?: number | undefined;
  progress?: boolean | undefined;
}

/** The report of `evaluateDetections`, with what it was made of. */
export type FileEvaluation = EvaluationReport & { detector: string; samples: number; outsideDomain: number };

/**
 * Scores labelled samples and compares the rewards with the truth. The scorer is closed at the end.
 *
 * @throws {JsonlError} naming file and line of a sample that has no image or labels, or that cannot be scored.
 * @throws {InputError} if the file holds no sample.
 */
export async function evaluateScorer(scorer: Scorer, options: EvaluateScorerOptions): Promise<FileEvaluation> {
  const { data, theta, samples, resamples = DEFAULT_BOOTSTRAP.resamples, seed = DEFAULT_BOOTSTRAP.seed, progress } = options;
  const scored: ScoredResponse[] = [];
  const summary = { detector: scorer.manifest.name, samples: 0, outsideDomain: 0 };
  try {
    for await (const { responses, detections } of scoreLabelledFile(data, scorer, progress, samples)) {
      for (const [index, response] of responses.entries()) {
        const detection = detections[index]!;
        if (detection.warnings?.some(({ code }) => code === 'IMAGE_OUTSIDE_DOMAIN')) summary.outsideDomain += 1;
        scored.push(toScoredResponse(response, detection));
      }
      summary.samples += 1;
    }
  } finally {
    await scorer.close();
  }
  const bootstrap = resamples > 0 ? { resamples, seed } : undefined;
  return { ...summary, ...evaluateDetections(scored, appliedThresholds(scorer.manifest, theta), bootstrap) };
}
