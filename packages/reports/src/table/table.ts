/** A column: texts stand to the left, numbers to the right. */
export interface Column {
  name: string;
  kind: 'text' | 'number';
}

/** A text, or a figure that is rounded to three digits for people and given in full in CSV; null where it is not defined. */
export type Cell = string | number | null;

/** A table for people and programs. Names and cells may hold any text: each renderer escapes them for its target. */
export interface Table {
  title?: string;
  /** What the figures mean, or where they come from; all there is to say where there are no rows. */
  note?: string;
  columns: readonly Column[];
  /** Each has a cell for each column. The first cell names its row. */
  rows: readonly (readonly Cell[])[];
}

/** A table that stands under a heading. */
export type TitledTable = Table & { title: string };
