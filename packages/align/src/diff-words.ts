import { commonEnds } from './common-ends';
import { compareWords } from './compare-words';
import { needsSegmenter, splitWords, type Word } from './words';

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
  for (const part of compareWords(keys(originalPart, originalWords), keys(changedPart, changedWords))) {
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

/** What words are compared by: composed characters, whichever way they are written. */
function keys(text: string, words: readonly Word[]): string[] {
  const isComposed = text === text.normalize('NFC');
  return words.map((word) => (isComposed ? word.text : word.text.normalize('NFC')));
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
