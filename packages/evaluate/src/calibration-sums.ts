import { GrowingColumn } from './growing-column';
import type { RankedItems } from './ranked-items';
import { binOf, RELIABILITY_BINS } from './reliability';
import { share } from './share';

/** By how much the rewards of each group exceed the truth (1 right, 0 hallucinated) in each bin of rewards in which it has something. */
export interface CalibrationSums {
  group: Int32Array;
  bin: Uint8Array;
  excess: Float64Array;
}

export function calibrationSums({ reward, bad, group: groupOf }: RankedItems, groups: number): CalibrationSums {
  const entryOf = new Int32Array(groups * RELIABILITY_BINS).fill(-1);
  const [group, bin, excess] = [new GrowingColumn(Int32Array), new GrowingColumn(Uint8Array), new GrowingColumn(Float64Array)];
  for (let index = 0; index < reward.length; index += 1) {
    const [inBin, inGroup] = [binOf(reward[index]!), groupOf[index]!];
    const key = inGroup * RELIABILITY_BINS + inBin;
    if (entryOf[key] === -1) {
      entryOf[key] = group.length;
      group.push(inGroup);
      bin.push(inBin);
      excess.push(0);
    }
    excess.add(entryOf[key]!, reward[index]! - (1 - bad[index]!));
  }
  return { group: group.toArray(), bin: bin.toArray(), excess: excess.toArray() };
}

/**
 * The expected calibration error (Guo et al. 2017): mean distance of a bin's mean reward from its share of right items, weighted by what it holds. Null without anything.
 *
 * @param count items in all, each counting as often as its group does.
 */
export function weightedCalibrationError({ group, bin, excess }: CalibrationSums, count: number, weights: Uint32Array): number | null {
  const bins = new Float64Array(RELIABILITY_BINS);
  for (let entry = 0; entry < group.length; entry += 1) bins[bin[entry]!]! += weights[group[entry]!]! * excess[entry]!;
  return share(
    bins.reduce((sum, value) => sum + Math.abs(value), 0),
    count,
  );
}
