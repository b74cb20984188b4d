import type { Column } from './table';

/** Columns of texts. */
export function textColumns(...names: readonly string[]): Column[] {
  return names.map((name) => ({ name, kind: 'text' }));
}

/** Columns of numbers, with or without what else belongs to a figure, such as its interval. */
export function numberColumns(...names: readonly string[]): Column[] {
  return names.map((name) => ({ name, kind: 'number' }));
}
