import type { RankedItems } from './ranked-items';

/** Bins of equal width over [0, 1], as in Guo et al. 2017. */
export const RELIABILITY_BINS = 15;

/** What rewards in one stretch of [0, 1] say, and what is so. */
export interface ReliabilityBin {
  /** The bin holds rewards in (from, to]; the first one 0 too. */
  from: number;
  to: number;
  count: number;
  /** Mean reward: the share that should be right. Null in an empty bin. */
  reward: number | null;
  /** The share that is right. Null in an empty bin. */
  good: number | null;
}

/** The bin that a reward in [0, 1] belongs to. */
export function binOf(reward: number): number {
  return Math.max(0, Math.ceil(reward * RELIABILITY_BINS) - 1);
}

/** The bins of a reliability diagram. */
export function reliabilityBins({ reward, bad }: RankedItems): ReliabilityBin[] {
  const sums = Array.from({ length: RELIABILITY_BINS }, () => ({ count: 0, reward: 0, good: 0 }));
  for (const [index, value] of reward.entries()) {
    const bin = sums[binOf(value)]!;
    bin.count += 1;
    bin.reward += value;
    bin.good += 1 - bad[index]!;
  }
  return sums.map((bin, index) => ({
    from: index / RELIABILITY_BINS,
    to: (index + 1) / RELIABILITY_BINS,
    count: bin.count,
    reward: bin.count === 0 ? null : bin.reward / bin.count,
    good: bin.count === 0 ? null : bin.good / bin.count,
  }));
}
