import { diffArrays } from 'diff';
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
  const useSegmenter = needsSegmenter(original) || needsSegmenter(changed);
  const originalWords = splitWords(original, useSegmenter);
  const changedWords = splitWords(changed, useSegmenter);
  const edits: WordEdit[] = [];
  let fromOriginal = 0;
  let fromChanged = 0;
  let originalIndex = 0;
  let changedIndex = 0;
  const close = (): void => {
    if (originalIndex > fromOriginal || changedIndex > fromChanged) {
      edits.push({
        original: rangeOf(original, originalWords, fromOriginal, originalIndex),
        changed: rangeOf(changed, changedWords, fromChanged, changedIndex),
      });
    }
  };
  for (const part of diffArrays(originalWords.map(key), changedWords.map(key))) {
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

function key(word: Word): string {
  return word.text.normalize('NFC');
}

/** The words `from` to `to` of a text, or, if there are none, the place after the word before them. */
function rangeOf(text: string, words: readonly Word[], from: number, to: number): TextRange {
  const end = words[to - 1]?.end ?? 0;
  const start = to > from ? words[from]!.start : end;
  return { start, end, text: text.slice(start, end) };
}
