import { type ConfidenceInterval, createRandomFromState, drawResamples, percentileInterval, unanimousInterval } from '@tldr-rm/random';
import { InputError } from '@tldr-rm/schema';
import type { EvaluationProgress } from './evaluation-progress';

export interface BootstrapOptions {
  /** Resamples to draw; the ends of an interval jump less with more. */
  resamples: number;
  /** A whole number. The same seed gives the same intervals. */
  seed: number;
}

/** A thousand resamples put the ends of a 95 % interval within about a tenth of its width (Davison and Hinkley 1997, section 2.5). */
export const DEFAULT_BOOTSTRAP: BootstrapOptions = { resamples: 1000, seed: 1 };

/**
 * Why a figure has no interval: `rarely-defined` where half of the resamples or more do not define it; `resamples-agree` where all resamples give one value, which says
 * nothing of its precision, and the figure is no mean over groups either, of which something could be said all the same.
 */
export type NoInterval = 'rarely-defined' | 'resamples-agree';

/** Resampled figures no further apart than this differ by rounding alone. */
const ROUNDING = 1e-12;

/** @throws {InputError} `RESAMPLES` unless there are at least 1. */
export function checkResamples(resamples: number): void {
  if (!Number.isSafeInteger(resamples) || resamples < 1) {
    throw new InputError('RESAMPLES', `A bootstrap needs at least 1 resample, as a whole number, not ${resamples}.`);
  }
}

/**
 * Figures in each resample of a bootstrap over groups: a resample takes all of a group's responses or none, since what is said about one picture is not independent.
 *
 * @param figuresOf Gives figures by name for how often each group counts; null where a resample does not define one.
 * @returns the values of each figure in the resamples that define it.
 */
export function* resampleFigures(
  groups: number,
  figuresOf: (weights: Uint32Array) => Readonly<Record<string, number | null>>,
  { resamples, seed }: BootstrapOptions,
): Generator<EvaluationProgress, Map<string, number[]>> {
  const drawn = new Map<string, number[]>();
  let done = 0;
  for (const weights of drawResamples(groups, resamples, createRandomFromState([-1, ~seed, seed | 0, 0]))) {
    for (const [name, value] of Object.entries(figuresOf(weights))) {
      if (value === null) continue;
      const values = drawn.get(name);
      if (values === undefined) drawn.set(name, [value]);
      else values.push(value);
    }
    done += 1;
    yield { stage: 'resampling', done, total: resamples, unit: 'resamples' };
  }
  return drawn;
}

/**
 * The 95 % interval of a figure from its values in the resamples that define it, or why there is none.
 *
 * @param unseen the share of groups that may say otherwise where all say the same, if the figure is a mean over groups (`unseenShare`).
 */
export function intervalOf(
  values: readonly number[],
  resamples: number,
  unseen: number | undefined,
  range: readonly [lowest: number, highest: number] = [0, 1],
): ConfidenceInterval | NoInterval {
  if (values.length <= resamples / 2) return 'rarely-defined';
  const interval = percentileInterval(values);
  if (interval.high - interval.low > ROUNDING) return interval;
  return unseen === undefined ? 'resamples-agree' : unanimousInterval(interval.low, unseen, range);
}
