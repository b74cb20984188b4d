import type { RankedItems } from './ranked-items';

/** What is found if everything up to a reward is called hallucinated. */
export interface PrecisionRecallPoint {
  /** The highest reward that is called hallucinated. */
  reward: number;
  /** Share of what is called hallucinated that is. */
  precision: number;
  /** Share of what is hallucinated that is called so. */
  recall: number;
}

/** Into so many steps of recall a curve is cut, with a point each at most: a chart shows no more, and a report stays small. */
const STEPS = 100;

/**
 * The precision-recall curve of finding hallucinated items by low reward, from few calls to many: of the points of scikit-learn's `precision_recall_curve`, the first one
 * at or above each hundredth of recall. Empty without a hallucinated item. Equal rewards are called together.
 */
export function precisionRecallCurve({ reward, bad }: Pick<RankedItems, 'reward' | 'bad'>): PrecisionRecallPoint[] {
  const total = bad.reduce((sum, value) => sum + value, 0);
  const points: PrecisionRecallPoint[] = [];
  let found = 0;
  let step = 0;
  for (let index = 0; index < reward.length; index += 1) {
    found += bad[index]!;
    const isLevelEnd = index + 1 === reward.length || reward[index + 1] !== reward[index];
    if (!isLevelEnd || found === 0) continue;
    // Not of the quotient, which is rounded: 0.29 / 0.01 is less than 29.
    const reached = Math.floor((found * STEPS) / total);
    if (reached <= step && points.length > 0) continue;
    step = reached;
    points.push({ reward: reward[index]!, precision: found / (index + 1), recall: found / total });
  }
  return points;
}
