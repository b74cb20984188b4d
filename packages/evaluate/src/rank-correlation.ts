import { InputError } from '@tldr-rm/schema';

/**
 * Spearman's rank correlation: Pearson's correlation of the ranks, where ties share the mean of their ranks (as `scipy.stats.spearmanr`). In [-1, 1]; null with
 * fewer than two pairs, or if one side is all ties.
 *
 * @throws {InputError} `RANK_CORRELATION` if the lists differ in length or hold something that is not a number.
 */
export function spearman(first: readonly number[], second: readonly number[]): number | null {
  check(first, second);
  return pearson(ranks(first), ranks(second));
}

/**
 * Kendall's tau-b (Kendall 1945), which makes up for ties (as `scipy.stats.kendalltau`). In [-1, 1]; null with fewer than two pairs, or if one side is all ties.
 *
 * @throws {InputError} `RANK_CORRELATION`, as {@link spearman}.
 */
export function kendall(first: readonly number[], second: readonly number[]): number | null {
  check(first, second);
  let agreement = 0;
  let untiedFirst = 0;
  let untiedSecond = 0;
  for (let one = 0; one < first.length; one += 1) {
    for (let other = 0; other < one; other += 1) {
      const inFirst = Math.sign(first[one]! - first[other]!);
      const inSecond = Math.sign(second[one]! - second[other]!);
      agreement += inFirst * inSecond;
      if (inFirst !== 0) untiedFirst += 1;
      if (inSecond !== 0) untiedSecond += 1;
    }
  }
  return untiedFirst === 0 || untiedSecond === 0 ? null : agreement / Math.sqrt(untiedFirst * untiedSecond);
}

/** Ranks from 1 for the smallest; equal values share the mean of their ranks. */
export function ranks(values: readonly number[]): number[] {
  const order = [...values.keys()].sort((one, other) => values[one]! - values[other]!);
  const result = new Array<number>(values.length);
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && values[order[end]!] === values[order[start]!]) end += 1;
    // Ranks start + 1 to end.
    for (const index of order.slice(start, end)) result[index] = (start + 1 + end) / 2;
    start = end;
  }
  return result;
}

function pearson(first: readonly number[], second: readonly number[]): number | null {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [firstMean, secondMean] = [mean(first), mean(second)];
  let covariance = 0;
  let firstVariance = 0;
  let secondVariance = 0;
  for (const [index, value] of first.entries()) {
    const [x, y] = [value - firstMean, second[index]! - secondMean];
    covariance += x * y;
    firstVariance += x * x;
    secondVariance += y * y;
  }
  return firstVariance === 0 || secondVariance === 0 ? null : covariance / Math.sqrt(firstVariance * secondVariance);
}

function check(first: readonly number[], second: readonly number[]): void {
  if (first.length !== second.length) {
    throw new InputError('RANK_CORRELATION', `${first.length} values beside ${second.length}. Give pairs.`);
  }
  if ([...first, ...second].some(Number.isNaN)) throw new InputError('RANK_CORRELATION', 'a value is not a number. Leave such pairs out.');
}
