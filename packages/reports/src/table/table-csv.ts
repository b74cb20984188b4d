import { csvFormatRows } from 'd3-dsv';
import { csvText } from '../escape/csv-text';
import type { Table } from './table';

/** The rows of a table as CSV (RFC 4180, lines end in a line feed): figures in full, empty where nothing is defined. Title and note are left out. */
export function tableCsv({ columns, rows }: Pick<Table, 'columns' | 'rows'>): string {
  const cells = rows.map((row) => row.map((cell) => (cell === null ? '' : typeof cell === 'number' ? String(cell) : csvText(cell))));
  return `${csvFormatRows([columns.map(({ name }) => csvText(name)), ...cells])}\n`;
}
