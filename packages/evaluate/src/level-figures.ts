import { type CalibrationSums, calibrationSums, weightedCalibrationError } from './calibration-sums';
import { LevelSums } from './level-sums';
import type { RankedItems } from './ranked-items';
import { type RankingRuns, rankingRuns, rankingTotals } from './ranking-runs';
import { type RightLevels, rightLevels, rightPrecisions } from './right-precision';
import { share } from './share';

/** How well rewards tell what is hallucinated ("bad") from what is right. In [0, 1]; null where the data does not define a figure. */
export interface RankingFigures {
  /** How many were judged. */
  count: number;
  /** How many of them are truly hallucinated. */
  bad: number;
  /** Share of right verdicts: hallucinated if the reward is below the threshold. */
  accuracy: number | null;
  f1Bad: number | null;
  /** Average precision of finding the bad ones by low reward, as scikit-learn's `average_precision_score`. */
  apNeg: number | null;
  /** How likely a bad one has a lower reward than a good one, ties counting half. */
  auroc: number | null;
}

/**
 * How well the rewards of one level (tokens, sentences, responses) tell what is hallucinated ("bad") from what is right ("good"). All but the counts lie in
 * [0, 1]; null where the data does not define a figure.
 */
export interface LevelFigures extends RankingFigures {
  /** Share of what was called hallucinated that is. */
  precisionBad: number | null;
  /** Share of what is hallucinated that was called so. */
  recallBad: number | null;
  /** Share of what was called right that is. */
  precisionGood: number | null;
  /** Share of what is right that was called so. */
  recallGood: number | null;
  f1Good: number | null;
  /** Average precision of finding the good ones by high reward. */
  apPos: number | null;
  /** Mean squared difference of reward and truth (1 good, 0 bad; Brier 1950): 0 is perfect. */
  brier: number | null;
  /** Expected calibration error of the rewards, read as the probability to be right (Guo et al. 2017): 0 is perfect. */
  ece: number | null;
}

/** Items reduced to what {@link rankingFigures} need, so that they can be computed many times over, with groups weighted differently. */
export interface PreparedRanking {
  sums: LevelSums;
  runs: RankingRuns;
}

/** Items reduced to what {@link levelFigures} need. */
export interface PreparedLevel extends PreparedRanking {
  right: RightLevels;
  calibration: CalibrationSums;
}

/** @param groups number of groups, of which the items may belong to some. */
export function prepareRanking(items: RankedItems, threshold: number, groups: number): PreparedRanking {
  return { sums: new LevelSums(items, threshold), runs: rankingRuns(items, groups) };
}

/** @param groups number of groups, of which the items may belong to some. */
export function prepareLevel(items: RankedItems, threshold: number, groups: number): PreparedLevel {
  return { ...prepareRanking(items, threshold, groups), right: rightLevels(items, groups), calibration: calibrationSums(items, groups) };
}

/** @param weights How often each group counts, by its number. */
export function rankingFigures({ sums, runs }: PreparedRanking, weights: Uint32Array): RankingFigures {
  const { keptBad, calledBad, keptGood, calledGood } = sums.weighted(weights);
  const [bad, good] = [keptBad + calledBad, keptGood + calledGood];
  const { precisions, wins } = rankingTotals(runs, good, weights);
  return {
    count: bad + good,
    bad,
    accuracy: share(calledBad + keptGood, bad + good),
    f1Bad: share(2 * calledBad, calledBad + calledGood + bad),
    apNeg: share(precisions, bad),
    auroc: share(wins, bad * good),
  };
}

/** @param weights How often each group counts, by its number. */
export function levelFigures({ sums, runs, right, calibration }: PreparedLevel, weights: Uint32Array): LevelFigures {
  const { keptBad, calledBad, keptGood, calledGood, squares } = sums.weighted(weights);
  const [bad, good] = [keptBad + calledBad, keptGood + calledGood];
  const badBelow = new Float64Array(runs.steps + 1);
  const { precisions, wins } = rankingTotals(runs, good, weights, badBelow);
  const [called, count] = [calledBad + calledGood, bad + good];
  return {
    count,
    bad,
    accuracy: share(calledBad + keptGood, count),
    precisionBad: share(calledBad, called),
    recallBad: share(calledBad, bad),
    f1Bad: share(2 * calledBad, called + bad),
    precisionGood: share(keptGood, count - called),
    recallGood: share(keptGood, good),
    f1Good: share(2 * keptGood, count - called + good),
    apNeg: share(precisions, bad),
    apPos: share(rightPrecisions(right, good, badBelow, weights), good),
    auroc: share(wins, bad * good),
    brier: share(squares, count),
    ece: weightedCalibrationError(calibration, count, weights),
  };
}
