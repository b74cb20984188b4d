import type { FileEvaluation } from '@tldr-rm/reports';
import { type EvaluateScorersOptions, evaluateScorers } from './evaluate-scorers';
import { detectorToOpen, likelihoodToOpen } from './scorers-to-open';

export interface EvaluateFileOptions extends EvaluateScorersOptions {
  /** Folder; the detector that comes with this program if not given. */
  detector?: string | undefined;
  /** Folder of a checkpoint whose token likelihoods are evaluated in place of a detector. */
  likelihoodOf?: string | undefined;
}

/**
 * Evaluates a detector, or the likelihoods of a checkpoint, on labelled samples.
 *
 * @throws what `evaluateScorers` throws, and an {InputError} if the detector or the checkpoint cannot be used.
 */
export async function evaluateFile({ likelihoodOf, detector, ...options }: EvaluateFileOptions): Promise<FileEvaluation> {
  const scorer = likelihoodOf === undefined ? detectorToOpen(detector) : likelihoodToOpen(likelihoodOf);
  return (await evaluateScorers([scorer], options)).evaluations[0]!;
}
