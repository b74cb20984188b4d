import type { Cell } from './table';

/** A cell for people: figures are rounded to three digits; `-` where nothing is defined. */
export function cellText(cell: Cell): string {
  if (cell === null) return '-';
  return typeof cell === 'number' ? cell.toFixed(3) : cell;
}
