import { type GroupRuns, GroupRunsBuilder, runWeight } from './group-runs';
import type { RankedItems } from './ranked-items';

/** The rewards of right items up to the highest of a hallucinated one, each a level; above that, right items are found with a precision of 1. */
export interface RightLevels {
  /** Right items of each level, lowest first. */
  good: GroupRuns;
  /** How many rewards of hallucinated items are lower than each level. */
  stepsBelow: Uint32Array;
}

export function rightLevels({ reward, bad, group }: RankedItems, groups: number): RightLevels {
  const good = new GroupRunsBuilder(groups);
  const stepsBelow: number[] = [];
  let [steps, levels] = [0, 0];
  for (let start = 0, end = 0; start < reward.length; start = end) {
    let [hasBad, hasGood] = [false, false];
    for (end = start; end < reward.length && reward[end] === reward[start]; end += 1) {
      if (bad[end] === 1) hasBad = true;
      else {
        hasGood = true;
        good.add(group[end]!);
      }
    }
    if (hasGood) {
      good.closeRun();
      stepsBelow.push(steps);
    }
    if (hasBad) {
      steps += 1;
      levels = good.runs;
    }
  }
  return { good: good.build(levels), stepsBelow: Uint32Array.from(stepsBelow.slice(0, levels)) };
}

/**
 * Sum over right items of the precision of finding right ones down to their rewards; divided by their number it is the average precision.
 *
 * @param badBelow hallucinated items below each of their rewards, and all of them at the end: see `rankingTotals`.
 */
export function rightPrecisions({ good, stepsBelow }: RightLevels, allGood: number, badBelow: Float64Array, weights: Uint32Array): number {
  const allBad = badBelow.at(-1)!;
  let precisions = 0;
  let goodUpwards = allGood;
  for (let level = 0; level < stepsBelow.length; level += 1) {
    const here = runWeight(good, level, weights);
    if (here === 0) continue;
    precisions += here * (goodUpwards / (goodUpwards + allBad - badBelow[stepsBelow[level]!]!));
    goodUpwards -= here;
  }
  return precisions + goodUpwards;
}
