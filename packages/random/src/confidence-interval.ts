/** A 95 % confidence interval. */
export interface ConfidenceInterval {
  low: number;
  high: number;
  /** Absent for percentiles of a bootstrap; `unanimous` where all groups agree, so that no resample can differ: see `unanimousInterval`. */
  method?: 'unanimous';
}

/** What is left out on either side of an interval. */
const TAIL = 0.025;

/** The normal deviate with {@link TAIL} above it. */
const DEVIATE = 1.959963984540054;

/**
 * The interval of the percentile bootstrap (Efron 1979): where all but the outer 2.5 % of resampled figures lie on either side.
 *
 * @param values a figure in each resample, in any order.
 * @throws {RangeError} if there are none.
 */
export function percentileInterval(values: ArrayLike<number>): ConfidenceInterval {
  if (values.length === 0) throw new RangeError('there is no resample to take percentiles of');
  const sorted = Float64Array.from(values).sort();
  return { low: sorted[Math.floor(TAIL * sorted.length)]!, high: sorted[Math.ceil((1 - TAIL) * sorted.length) - 1]! };
}

/**
 * The share of groups that may say otherwise although none of `groups` independent ones does: the upper end of Wilson's score interval (1927) of 0 of n, z² / (n + z²).
 * 1 without any group.
 */
export function unseenShare(groups: number): number {
  return DEVIATE ** 2 / (groups + DEVIATE ** 2);
}

/**
 * The interval of a mean over independent groups that all say the same, where a bootstrap draws nothing but this one value and would claim to be certain: a share of
 * `unseen` may say otherwise, and say anything in the range. For a share of 0 or 1 in [0, 1] this is Wilson's score interval of 0 or n of n.
 *
 * @param value the mean, and what each group says.
 * @param unseen in [0, 1]; see {@link unseenShare}.
 */
export function unanimousInterval(
  value: number,
  unseen: number,
  range: readonly [lowest: number, highest: number] = [0, 1],
): ConfidenceInterval {
  const [low, high] = range.map((end) => value + unseen * (end - value));
  return { low: low!, high: high!, method: 'unanimous' };
}
