/** A table of the paper, as far as it can be run here. */
export interface ReproductionTable {
  /** Number of the claim of the paper that the table is about, 1 to 6. */
  claim: number;
  title: string;
  /** What was done, and on what. */
  note: string;
  /** Where the two columns are not comparable, and why; or that they are. */
  comparable: string;
  /** The first row is the head. Columns from `textColumns` on are numbers. */
  textColumns: number;
  rows: string[][];
}

/** All that `tldr-rm reproduce` finds. */
export interface Reproduction {
  detector: string;
  /** Pictures of the test split, and responses about them. */
  pictures: number;
  responses: number;
  seed: number;
  /** Seconds that the steps took when they were done, by their names. */
  seconds: Record<string, number>;
  tables: ReproductionTable[];
}

/** Such as `93.5`, in per cent. */
export function percent(share: number | null): string {
  return share === null ? '-' : (100 * share).toFixed(1);
}
