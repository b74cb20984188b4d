import { type GroupRuns, GroupRunsBuilder, runWeight } from './group-runs';
import type { RankedItems } from './ranked-items';

/**
 * A ranking cut at the rewards that hallucinated items have, which are few: between two of them only numbers of right items count, and of which groups they are. So
 * average precision and AUROC of a resample follow without a walk over every item.
 */
export interface RankingRuns {
  /** Right items below each of these rewards and above the one before. Those above the last one count nowhere. */
  between: GroupRuns;
  /** Right items with each of these rewards. */
  tied: GroupRuns;
  /** Hallucinated items with each of these rewards. */
  bad: GroupRuns;
  steps: number;
}

/** What a ranking adds up to; divided by the number of hallucinated items, and of pairs, this is average precision and AUROC. */
export interface RankingTotals {
  /** Sum over hallucinated items of the precision at their rewards. */
  precisions: number;
  /** Pairs of a hallucinated item with a right one of a higher reward; equal ones count half. */
  wins: number;
}

export function rankingRuns({ reward, bad, group }: RankedItems, groups: number): RankingRuns {
  const [between, tied, atStep] = [new GroupRunsBuilder(groups), new GroupRunsBuilder(groups), new GroupRunsBuilder(groups)];
  for (let start = 0, end = 0; start < reward.length; start = end) {
    let hasBad = false;
    for (end = start; end < reward.length && reward[end] === reward[start]; end += 1) hasBad ||= bad[end] === 1;
    for (let index = start; index < end; index += 1) {
      if (!hasBad) between.add(group[index]!);
      else if (bad[index] === 1) atStep.add(group[index]!);
      else tied.add(group[index]!);
    }
    if (!hasBad) continue;
    for (const runs of [between, tied, atStep]) runs.closeRun();
  }
  return { between: between.build(), tied: tied.build(), bad: atStep.build(), steps: atStep.runs };
}

/**
 * @param good right items in all, weighted.
 * @param badBelow if given, is filled with the hallucinated items below each step, and with all of them at the end.
 */
export function rankingTotals(runs: RankingRuns, good: number, weights: Uint32Array, badBelow?: Float64Array): RankingTotals {
  let [precisions, wins, goodSoFar, badSoFar] = [0, 0, 0, 0];
  for (let step = 0; step < runs.steps; step += 1) {
    goodSoFar += runWeight(runs.between, step, weights);
    const tied = runWeight(runs.tied, step, weights);
    const here = runWeight(runs.bad, step, weights);
    if (badBelow) badBelow[step] = badSoFar;
    if (here > 0) {
      badSoFar += here;
      wins += here * (good - goodSoFar - tied / 2);
      precisions += here * (badSoFar / (badSoFar + goodSoFar + tied));
    }
    goodSoFar += tied;
  }
  if (badBelow) badBelow[runs.steps] = badSoFar;
  return { precisions, wins };
}
