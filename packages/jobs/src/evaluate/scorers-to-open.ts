import type { ScorerToOpen } from '@tldr-rm/detect';
import { openDetector } from '../detect/open-detector';

/** A detector in a folder, or the one that comes with this program. */
export function detectorToOpen(folder: string | undefined, threads?: number): ScorerToOpen {
  return {
    label: folder ?? 'shipped',
    open: () => openDetector({ ...(folder !== undefined && { detector: folder }), ...(threads !== undefined && { threads }) }),
  };
}

/** The likelihoods of a checkpoint's language head. */
export function likelihoodToOpen(checkpoint: string): ScorerToOpen {
  // TensorFlow.js is loaded only here.
  return { label: checkpoint, open: async () => (await import('./likelihood-scorer')).openLikelihoodScorer(checkpoint) };
}
