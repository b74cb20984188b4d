import { createRandomFromState } from '@tldr-rm/random';
import { InputError } from '@tldr-rm/schema';

/** A 95 % confidence interval. */
export interface ConfidenceInterval {
  low: number;
  high: number;
}

export interface BootstrapOptions {
  /** Resamples to draw; the ends of an interval jump less with more. */
  resamples: number;
  /** A whole number. The same seed gives the same intervals. */
  seed: number;
}

/** A thousand resamples put the ends of a 95 % interval within about a tenth of its width (Davison and Hinkley 1997, section 2.5). */
export const DEFAULT_BOOTSTRAP: BootstrapOptions = { resamples: 1000, seed: 1 };

/** What is left out on either side of an interval. */
const TAIL = 0.025;

/**
 * Intervals of the percentile bootstrap (Efron 1979) over groups: each resample draws as many groups as there are, with replacement, and takes all of a
 * group's responses or none, since what is said about one picture is not independent.
 *
 * @param figuresOf Gives figures by name for how often each group counts; null where a resample does not define one.
 * @returns the interval of every figure that most resamples define.
 * @throws {InputError} `RESAMPLES` unless there are at least 1.
 */
export function bootstrapIntervals(
  groups: number,
  figuresOf: (weights: Uint32Array) => Readonly<Record<string, number | null>>,
  { resamples, seed }: BootstrapOptions,
): Record<string, ConfidenceInterval> {
  if (!Number.isSafeInteger(resamples) || resamples < 1) {
    throw new InputError('RESAMPLES', `A bootstrap needs at least 1 resample, as a whole number, not ${resamples}.`);
  }
  const drawn = new Map<string, number[]>();
  for (const weights of drawWeights(groups, resamples, seed)) {
    for (const [name, value] of Object.entries(figuresOf(weights))) {
      if (value === null) continue;
      const values = drawn.get(name);
      if (values === undefined) drawn.set(name, [value]);
      else values.push(value);
    }
  }
  const intervals: Record<string, ConfidenceInterval> = {};
  for (const [name, values] of drawn) if (values.length > resamples / 2) intervals[name] = percentileInterval(values);
  return intervals;
}

/** How often each group counts in each resample. The array is used again for the next one. */
function* drawWeights(groups: number, resamples: number, seed: number): Generator<Uint32Array> {
  const random = createRandomFromState([-1, ~seed, seed | 0, 0]);
  const weights = new Uint32Array(groups);
  for (let resample = 0; resample < resamples; resample += 1) {
    weights.fill(0);
    for (let draw = 0; draw < groups; draw += 1) weights[random.integer(0, groups - 1)]! += 1;
    yield weights;
  }
}

function percentileInterval(values: readonly number[]): ConfidenceInterval {
  const sorted = Float64Array.from(values).sort();
  return { low: sorted[Math.floor(TAIL * sorted.length)]!, high: sorted[Math.ceil((1 - TAIL) * sorted.length) - 1]! };
}
