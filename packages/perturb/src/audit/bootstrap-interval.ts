import type { Random } from '@tldr-rm/random';

/** A mean with its 95 % confidence interval. */
export interface Estimate {
  value: number;
  low: number;
  high: number;
  /** Independent observations behind it. */
  count: number;
}

const RESAMPLES = 1000;
const TAIL = 0.025;

/** Mean of observations, with the interval of the percentile bootstrap (Efron 1979). Null if there are none. */
export function bootstrapInterval(observations: readonly number[], random: Random): Estimate | null {
  const count = observations.length;
  if (count === 0) return null;
  const means = new Float64Array(RESAMPLES);
  for (let resample = 0; resample < RESAMPLES; resample += 1) {
    let sum = 0;
    for (let draw = 0; draw < count; draw += 1) sum += observations[random.integer(0, count - 1)]!;
    means[resample] = sum / count;
  }
  means.sort();
  return {
    value: observations.reduce((sum, observation) => sum + observation, 0) / count,
    low: means[Math.floor(TAIL * RESAMPLES)]!,
    high: means[Math.ceil((1 - TAIL) * RESAMPLES) - 1]!,
    count,
  };
}
