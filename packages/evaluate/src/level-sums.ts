import { GroupSums } from './group-sums';
import type { RankedItems } from './ranked-items';

const COLUMNS = ['keptBad', 'calledBad', 'keptGood', 'calledGood', 'squares'] as const;
type Column = (typeof COLUMNS)[number];

/** Sums over what was judged on one level. */
export type LevelTotals = Record<Column, number>;

/** Hallucinated and right items of each group by verdict (called hallucinated, or kept as right), and the squared differences of reward and truth. */
export class LevelSums {
  readonly #sums = new GroupSums(COLUMNS.length);

  constructor({ reward, bad, group }: RankedItems, threshold: number) {
    const [keptBad, calledBad, keptGood, calledGood, squares] = [...COLUMNS.keys()] as [number, number, number, number, number];
    for (let index = 0; index < reward.length; index += 1) {
      const isBad = bad[index] === 1;
      const to = group[index]!;
      const isCalled = reward[index]! < threshold;
      this.#sums.add(to, isBad ? (isCalled ? calledBad : keptBad) : isCalled ? calledGood : keptGood, 1);
      this.#sums.add(to, squares, isBad ? reward[index]! ** 2 : (1 - reward[index]!) ** 2);
    }
  }

  weighted(weights: Uint32Array): LevelTotals {
    const [keptBad, calledBad, keptGood, calledGood, squares] = this.#sums.weighted(weights) as unknown as [
      number,
      number,
      number,
      number,
      number,
    ];
    return { keptBad, calledBad, keptGood, calledGood, squares };
  }

  /** Groups with an item of one of these sums. */
  groupsWith(...names: readonly Column[]): number {
    return this.#sums.groupsWith(...names.map((name) => COLUMNS.indexOf(name)));
  }
}
