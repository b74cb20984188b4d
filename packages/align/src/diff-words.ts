import { diffArrays } from 'diff';
import { needsSegmenter, splitWords, type Word } from './words';

const SPACE = 0x20;

/** A stretch of a text; empty (`start === end`) where nothing stands. */
export interface TextRange {
  start: number;
  end: number;
  text: string;
}

/** One change between two texts: words replaced by words, words inserted (empty `original`), or words deleted (empty `changed`). */
export interface WordEdit {
  original: TextRange;
  changed: TextRange;
}

/**
 * The edits that turn one text into another, word by word, in order. Neighbouring insertions and deletions form one substitution.
 * White space alone makes no edit, nor do two spellings of the same character (composed or with combining marks).
 */
export function diffWords(original: string, changed: string): WordEdit[] {
  if (original === changed) return [];
  const { start, end } = commonEnds(original, changed);
  const originalEnd = original.length - end;
  const changedEnd = changed.length - end;
  const originalPart = original.slice(start, originalEnd);
  const changedPart = changed.slice(start, changedEnd);
  const useSegmenter = needsSegmenter(originalPart) || needsSegmenter(changedPart);
  const originalWords = splitWords(originalPart, useSegmenter);
  const changedWords = splitWords(changedPart, useSegmenter);
  const edits: WordEdit[] = [];
  let fromOriginal = 0;
  let fromChanged = 0;
  let originalIndex = 0;
  let changedIndex = 0;
  const close = (): void => {
    if (originalIndex > fromOriginal || changedIndex > fromChanged) {
      edits.push({
        original: rangeOf(original, start, originalWords, fromOriginal, originalIndex),
        changed: rangeOf(changed, start, changedWords, fromChanged, changedIndex),
      });
    }
  };
  for (const part of compare(keys(originalPart, originalWords), keys(changedPart, changedWords))) {
    if (part.removed) originalIndex += part.count;
    else if (part.added) changedIndex += part.count;
    else {
      close();
      originalIndex += part.count;
      changedIndex += part.count;
      fromOriginal = originalIndex;
      fromChanged = changedIndex;
    }
  }
  close();
  return edits;
}

/**
 * Lengths of what two texts have in common at their beginnings and ends, in whole words: both end at a single space between visible ASCII characters,
 * where words never join. Most changed texts differ in a few words, and only these are then compared.
 */
function commonEnds(original: string, changed: string): { start: number; end: number } {
  const shorter = Math.min(original.length, changed.length);
  let start = 0;
  while (start < shorter && original.charCodeAt(start) === changed.charCodeAt(start)) start += 1;
  while (start > 0 && !(isBetweenWords(original, start - 1) && isBetweenWords(changed, start - 1))) start -= 1;
  let end = 0;
  const longest = shorter - start;
  while (end < longest && original.charCodeAt(original.length - 1 - end) === changed.charCodeAt(changed.length - 1 - end)) end += 1;
  while (end > 0 && !(isBetweenWords(original, original.length - end) && isBetweenWords(changed, changed.length - end))) end -= 1;
  return { start, end };
}

function isBetweenWords(text: string, position: number): boolean {
  return (
    text.charCodeAt(position) === SPACE && isVisibleAscii(text.charCodeAt(position - 1)) && isVisibleAscii(text.charCodeAt(position + 1))
  );
}

function isVisibleAscii(unit: number): boolean {
  return unit > 0x20 && unit < 0x7f;
}

/** What words are compared by: composed characters, whichever way they are written. */
function keys(text: string, words: readonly Word[]): string[] {
  const isComposed = text === text.normalize('NFC');
  return words.map((word) => (isComposed ? word.text : word.text.normalize('NFC')));
}

/** A run of words that stand in one text or in both. */
interface Run {
  count: number;
  removed: boolean;
  added: boolean;
}

/** The difference between two lists of words. Where one word at most is left on a side once the ends are taken off, it is plain without a search. */
function compare(original: readonly string[], changed: readonly string[]): Run[] {
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

/**
 * The words `from` to `to` of the part of a text that begins at `start`, or, if there are none, the place after the word before them.
 * `start` comes right after a space behind a word, if it is not the beginning of the text.
 */
function rangeOf(text: string, start: number, words: readonly Word[], from: number, to: number): TextRange {
  const wordBefore = Math.max(0, start - 1);
  const rangeEnd = to > 0 ? start + words[to - 1]!.end : wordBefore;
  const rangeStart = to > from ? start + words[from]!.start : rangeEnd;
  return { start: rangeStart, end: rangeEnd, text: text.slice(rangeStart, rangeEnd) };
}
