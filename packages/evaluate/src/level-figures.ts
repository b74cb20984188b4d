import type { JudgedColumns } from './judged-columns';
import { binOf, expectedCalibrationError, RELIABILITY_BINS } from './reliability';

/**
 * How well the rewards of one level (tokens, sentences, responses) tell what is hallucinated ("bad") from what is right ("good"). All but the counts lie in
 * [0, 1]; null where the data does not define a figure.
 */
export interface LevelFigures {
  /** How many were judged. */
  count: number;
  /** How many of them are truly hallucinated. */
  bad: number;
  /** Share of right verdicts: hallucinated if the reward is below the threshold. */
  accuracy: number | null;
  /** Share of what was called hallucinated that is. */
  precisionBad: number | null;
  /** Share of what is hallucinated that was called so. */
  recallBad: number | null;
  f1Bad: number | null;
  /** Share of what was called right that is. */
  precisionGood: number | null;
  /** Share of what is right that was called so. */
  recallGood: number | null;
  f1Good: number | null;
  /** Average precision of finding the bad ones by low reward, as scikit-learn's `average_precision_score`. */
  apNeg: number | null;
  /** Average precision of finding the good ones by high reward. */
  apPos: number | null;
  /** How likely a bad one has a lower reward than a good one, ties counting half. */
  auroc: number | null;
  /** Mean squared difference of reward and truth (1 good, 0 bad; Brier 1950): 0 is perfect. */
  brier: number | null;
  /** Expected calibration error of the rewards, read as the probability to be right (Guo et al. 2017): 0 is perfect. */
  ece: number | null;
}

/**
 * Computes the figures in one walk over what was judged, lowest reward first; equal rewards are one step.
 *
 * @param weights How often each group counts, by its number; once each if not given.
 */
export function levelFigures({ reward, bad, group }: JudgedColumns, threshold: number, weights?: ArrayLike<number>): LevelFigures {
  const weightOf = (index: number): number => (weights === undefined ? 1 : weights[group[index]!]!);
  let count = 0;
  let badCount = 0;
  for (let index = 0; index < reward.length; index += 1) {
    const weight = weightOf(index);
    count += weight;
    if (bad[index] === 1) badCount += weight;
  }
  const goodCount = count - badCount;
  const bins = {
    count: new Float64Array(RELIABILITY_BINS),
    reward: new Float64Array(RELIABILITY_BINS),
    good: new Float64Array(RELIABILITY_BINS),
  };
  let [called, found, squares, precisionsBad, precisionsGood, wins] = [0, 0, 0, 0, 0, 0];
  let [below, badBelow] = [0, 0];
  for (let index = 0; index < reward.length; ) {
    const level = reward[index]!;
    let [here, badHere] = [0, 0];
    for (; index < reward.length && reward[index] === level; index += 1) {
      const weight = weightOf(index);
      here += weight;
      if (bad[index] === 1) badHere += weight;
    }
    if (here === 0) continue;
    const goodHere = here - badHere;
    const goodUpwards = goodCount - (below - badBelow);
    precisionsGood += goodHere * (goodUpwards / (count - below));
    wins += badHere * (goodUpwards - goodHere / 2);
    below += here;
    badBelow += badHere;
    precisionsBad += badHere * (badBelow / below);
    if (level < threshold) {
      called = below;
      found = badBelow;
    }
    squares += badHere * level ** 2 + goodHere * (1 - level) ** 2;
    const bin = binOf(level);
    bins.count[bin]! += here;
    bins.reward[bin]! += here * level;
    bins.good[bin]! += goodHere;
  }
  const rightlyKept = goodCount - (called - found);
  return {
    count,
    bad: badCount,
    accuracy: share(found + rightlyKept, count),
    ...precisionAndRecall('Bad', found, called, badCount),
    ...precisionAndRecall('Good', rightlyKept, count - called, goodCount),
    apNeg: share(precisionsBad, badCount),
    apPos: share(precisionsGood, goodCount),
    auroc: share(wins, badCount * goodCount),
    brier: share(squares, count),
    ece: expectedCalibrationError(bins),
  };
}

type ClassFigures<Class extends string> = Record<`precision${Class}` | `recall${Class}` | `f1${Class}`, number | null>;

function precisionAndRecall<Class extends 'Bad' | 'Good'>(name: Class, found: number, called: number, there: number): ClassFigures<Class> {
  return {
    [`precision${name}`]: share(found, called),
    [`recall${name}`]: share(found, there),
    [`f1${name}`]: share(2 * found, called + there),
  } as ClassFigures<Class>;
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
