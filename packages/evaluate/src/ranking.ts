import { InputError } from '@tldr-rm/schema';

/**
 * Average precision of a ranking by descending score, or null without a positive: the sum over score levels of (recall gained) times (precision
 * there), as scikit-learn's `average_precision_score`. Equal scores are one level.
 *
 * @param isPositive One per score; 1 or true where the item is to be found.
 * @throws {InputError} `SCORE_COUNT` or `SCORE_NOT_A_NUMBER`.
 */
export function averagePrecision(scores: ArrayLike<number>, isPositive: ArrayLike<boolean | number>): number | null {
  const { positives, negatives } = sortedByClass(scores, isPositive);
  if (positives.length === 0) return null;
  let sum = 0;
  let above = positives.length;
  let negativeAbove = negatives.length;
  while (above > 0) {
    const level = positives[above - 1]!;
    const before = above;
    while (above > 0 && positives[above - 1] === level) above -= 1;
    while (negativeAbove > 0 && negatives[negativeAbove - 1]! >= level) negativeAbove -= 1;
    const found = positives.length - above;
    const called = found + negatives.length - negativeAbove;
    sum += (before - above) * (found / called);
  }
  return sum / positives.length;
}

/**
 * Area under the receiver operating characteristic: how likely a random positive scores above a random negative, ties counting half.
 * Null if either kind is missing.
 *
 * @throws {InputError} `SCORE_COUNT` or `SCORE_NOT_A_NUMBER`.
 */
export function areaUnderRoc(scores: ArrayLike<number>, isPositive: ArrayLike<boolean | number>): number | null {
  const { positives, negatives } = sortedByClass(scores, isPositive);
  if (positives.length === 0 || negatives.length === 0) return null;
  let wins = 0;
  let below = 0;
  let upTo = 0;
  for (const score of positives) {
    while (below < negatives.length && negatives[below]! < score) below += 1;
    while (upTo < negatives.length && negatives[upTo]! <= score) upTo += 1;
    wins += (below + upTo) / 2;
  }
  return wins / (positives.length * negatives.length);
}

function sortedByClass(scores: ArrayLike<number>, isPositive: ArrayLike<boolean | number>) {
  if (scores.length !== isPositive.length) {
    throw new InputError('SCORE_COUNT', `${scores.length} scores for ${isPositive.length} labels. Give one label per score.`);
  }
  const positives = new Float64Array(scores.length);
  const negatives = new Float64Array(scores.length);
  let positiveCount = 0;
  for (let index = 0; index < scores.length; index += 1) {
    const score = scores[index]!;
    if (Number.isNaN(score)) throw new InputError('SCORE_NOT_A_NUMBER', `Score ${index} is not a number. Repair what made it.`);
    if (isPositive[index]) {
      positives[positiveCount] = score;
      positiveCount += 1;
    } else negatives[index - positiveCount] = score;
  }
  return {
    positives: positives.subarray(0, positiveCount).sort(),
    negatives: negatives.subarray(0, scores.length - positiveCount).sort(),
  };
}
