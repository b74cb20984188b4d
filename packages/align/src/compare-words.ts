import { diffArrays } from 'diff';

/** A run of words that stand in one text or in both. */
export interface Run {
  count: number;
  removed: boolean;
  added: boolean;
}

/**
 * The difference between two lists of words, given by what they are compared by. Where one word at most is left on a side once the ends are taken off, it is plain
 * without a search.
 */
export function compareWords(original: readonly string[], changed: readonly string[]): Run[] {
  const shorter = Math.min(original.length, changed.length);
  let start = 0;
  while (start < shorter && original[start] === changed[start]) start += 1;
  let end = 0;
  while (end < shorter - start && original[original.length - 1 - end] === changed[changed.length - 1 - end]) end += 1;
  const left = original.slice(start, original.length - end);
  const right = changed.slice(start, changed.length - end);
  const isPlain = left.length === 0 || right.length === 0 || (left.length === 1 && !right.includes(left[0]!));
  const middle =
    isPlain || (right.length === 1 && !left.includes(right[0]!)) ? replaced(left.length, right.length) : diffArrays(left, right);
  return [same(start), ...middle, same(end)].filter(({ count }) => count > 0);
}

function same(count: number): Run {
  return { count, removed: false, added: false };
}

function replaced(removed: number, added: number): Run[] {
  return [
    { count: removed, removed: true, added: false },
    { count: added, removed: false, added: true },
  ];
}
