import type { TitledTable } from '../table/table';

/** A table of the paper, as far as it can be run here. Its note says what was done, and on what. */
export interface ReproductionTable extends TitledTable {
  /** Number of the claim of the paper that the table is about, 1 to 6. */
  claim: number;
  /** Where the two columns are not comparable, and why; or that they are. */
  comparable: string;
  rows: string[][];
}

/** All that `tldr-rm reproduce` finds. */
export interface Reproduction {
  detector: string;
  /** Pictures of the test split, and responses about them. */
  pictures: number;
  responses: number;
  /** Samples of the test split about images unlike those that the detector knows, of how many. */
  samples: number;
  outsideDomain: number;
  seed: number;
  /** Seconds that the steps took when they were done, by their names. */
  seconds: Record<string, number>;
  tables: ReproductionTable[];
}
