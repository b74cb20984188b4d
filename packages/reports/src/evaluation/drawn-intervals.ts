import type { EvaluationReport } from '@tldr-rm/evaluate';

/** How intervals were drawn, such as `95 % intervals: 1000 resamples of 60 pictures, seed 1.`; undefined where none were. */
export function drawnIntervals({ bootstrap }: Pick<EvaluationReport, 'bootstrap'>): string | undefined {
  return bootstrap && `95 % intervals: ${bootstrap.resamples} resamples of ${bootstrap.groups} pictures, seed ${bootstrap.seed}.`;
}
