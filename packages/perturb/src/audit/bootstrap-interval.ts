import { drawResamples, percentileInterval, type Random, unanimousInterval, unseenShare } from '@tldr-rm/random';

/** A mean with its 95 % confidence interval. */
export interface Estimate {
  value: number;
  low: number;
  high: number;
  /** Observations behind it. */
  count: number;
}

const RESAMPLES = 1000;

/**
 * Mean of observations in [0, 1], with the interval of the percentile bootstrap (Efron 1979); where all observations are the same, which no resample can change, with
 * that of Wilson. Null if there are none.
 */
export function bootstrapInterval(observations: readonly number[], random: Random): Estimate | null {
  const count = observations.length;
  if (count === 0) return null;
  const means = Array.from(
    drawResamples(count, RESAMPLES, random),
    (weights) => observations.reduce((sum, observation, index) => sum + weights[index]! * observation, 0) / count,
  );
  const value = observations.reduce((sum, observation) => sum + observation, 0) / count;
  const drawn = percentileInterval(means);
  const { low, high } = drawn.low < drawn.high ? drawn : unanimousInterval(value, unseenShare(count));
  return { value, low, high, count };
}
