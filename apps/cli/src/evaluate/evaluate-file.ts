import { DEFAULT_BOOTSTRAP, type EvaluationReport, evaluateDetections, type ScoredResponse, toScoredResponse } from '@tldr-rm/evaluate';
import { InputError } from '@tldr-rm/schema';
import { appliedThresholds } from '../detect/applied-thresholds';
import { type DetectorFlags, openDetector } from '../detect/open-detector';
import { scoreLabelledFile } from './score-labelled-file';
import type { Scorer } from './scorer';

export interface EvaluateFileOptions extends DetectorFlags {
  data: string;
  /** Folder of a checkpoint whose token likelihoods are evaluated in place of a detector. */
  likelihoodOf?: string;
  theta?: number;
  /** Resamples of the bootstrap; 0 for no intervals. */
  resamples?: number;
  /** Seed of the bootstrap. */
  seed?: number;
  progress?: boolean;
}

/** The report of `evaluateDetections`, with what it was made of. */
export type FileEvaluation = EvaluationReport & { detector: string; samples: number; outsideDomain: number };

/**
 * Scores labelled samples and compares the rewards with the truth.
 *
 * @throws {JsonlError} naming file and line of a sample that has no image or labels, or that cannot be scored.
 * @throws {InputError} if the file holds no sample.
 */
export async function evaluateFile({
  data,
  likelihoodOf,
  theta,
  resamples = DEFAULT_BOOTSTRAP.resamples,
  seed = DEFAULT_BOOTSTRAP.seed,
  progress,
  ...flags
}: EvaluateFileOptions): Promise<FileEvaluation> {
  const detector = await openScorer(likelihoodOf, flags);
  const scored: ScoredResponse[] = [];
  const summary = { detector: detector.manifest.name, samples: 0, outsideDomain: 0 };
  try {
    for await (const { responses, detections } of scoreLabelledFile(data, detector, progress)) {
      for (const [index, response] of responses.entries()) {
        const detection = detections[index]!;
        if (detection.warnings?.some(({ code }) => code === 'IMAGE_OUTSIDE_DOMAIN')) summary.outsideDomain += 1;
        scored.push(toScoredResponse(response, detection));
      }
      summary.samples += 1;
    }
  } finally {
    await detector.close();
  }
  const bootstrap = resamples > 0 ? { resamples, seed } : undefined;
  return { ...summary, ...evaluateDetections(scored, appliedThresholds(detector.manifest, theta), bootstrap) };
}

async function openScorer(likelihoodOf: string | undefined, flags: DetectorFlags): Promise<Scorer> {
  if (likelihoodOf === undefined) return openDetector(flags);
  if (flags.detector !== undefined) throw new InputError('USAGE', '--likelihood-of takes the place of --detector. Give one of them.');
  // TensorFlow.js is loaded only here.
  return (await import('./likelihood-scorer')).openLikelihoodScorer(likelihoodOf);
}
