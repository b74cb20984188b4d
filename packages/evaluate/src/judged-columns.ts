import type { Judged } from './judge-response';

/** What was judged on one level, lowest reward first, in columns: one walk over them gives all figures, so that a bootstrap can afford a thousand walks. */
export interface JudgedColumns {
  /** Ascending, in [0, 1]. */
  readonly reward: Float64Array;
  /** 1 hallucinated, 0 right. */
  readonly bad: Uint8Array;
  /** Number of the group (the picture) that each belongs to. */
  readonly group: Int32Array;
}

/** Sorts what was judged, group by group, into columns. `groupOf` gives the number of a row's group. */
export function judgedColumns<Row>(
  rows: readonly Row[],
  judgedOf: (row: Row) => readonly Judged[],
  groupOf: (row: Row) => number,
): JudgedColumns {
  const items = rows.flatMap((row) => {
    const group = groupOf(row);
    return judgedOf(row).map(({ reward, bad }) => ({ reward, bad, group }));
  });
  items.sort((left, right) => left.reward - right.reward);
  return {
    reward: Float64Array.from(items, (item) => item.reward),
    bad: Uint8Array.from(items, (item) => (item.bad ? 1 : 0)),
    group: Int32Array.from(items, (item) => item.group),
  };
}
