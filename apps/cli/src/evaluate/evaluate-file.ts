import { InputError } from '@tldr-rm/schema';
import { type DetectorFlags, openDetector } from '../detect/open-detector';
import { type EvaluateScorerOptions, evaluateScorer, type FileEvaluation } from './evaluate-scorer';
import type { Scorer } from './scorer';

export type { FileEvaluation };

export interface EvaluateFileOptions extends DetectorFlags, EvaluateScorerOptions {
  /** Folder of a checkpoint whose token likelihoods are evaluated in place of a detector. */
  likelihoodOf?: string;
}

/**
 * Evaluates a detector, or the likelihoods of a checkpoint, on labelled samples.
 *
 * @throws what `evaluateScorer` throws, and an {InputError} if the detector or the checkpoint cannot be used.
 */
export async function evaluateFile({ likelihoodOf, detector, threads, ...options }: EvaluateFileOptions): Promise<FileEvaluation> {
  const flags = { ...(detector !== undefined && { detector }), ...(threads !== undefined && { threads }) };
  return evaluateScorer(await openScorer(likelihoodOf, flags), options);
}

async function openScorer(likelihoodOf: string | undefined, flags: DetectorFlags): Promise<Scorer> {
  if (likelihoodOf === undefined) return openDetector(flags);
  if (flags.detector !== undefined) throw new InputError('USAGE', '--likelihood-of takes the place of --detector. Give one of them.');
  // TensorFlow.js is loaded only here.
  return (await import('./likelihood-scorer')).openLikelihoodScorer(likelihoodOf);
}
