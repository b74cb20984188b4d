import { splitWords, type Word, type WordEdit } from '@tldr-rm/align';
import type { Span } from '@tldr-rm/schema';
import { isGrammarChange } from './grammar-words';
import { isMark } from './plain-words';

/** A part of an edit with one label. Offsets are of the changed text; nothing stands there (`start === end`) if the part is deleted. */
export interface LabelledChange {
  start: number;
  end: number;
  label: Span['label'];
  original: string;
  /** Where `original` stands, or would stand, in the original text. */
  originalStart: number;
  changed: string;
}

/**
 * Divides an edit into what may be false and what follows from grammar. Of as many words as before, each is compared with the one it replaces; else grammar
 * and marks are taken off at both ends.
 */
export function labelEdit({ original, changed }: WordEdit): LabelledChange[] {
  const before = splitWords(original.text);
  const after = splitWords(changed.text);
  const pairs: [from: number, to: number, changedFrom: number, changedTo: number, label: Span['label']][] = [];
  if (before.length === after.length) {
    for (const [index, word] of before.entries()) {
      const label = isGrammarChange(word.text, after[index]!.text) ? 'ignore' : 'hallucinated';
      const last = pairs.at(-1);
      if (last?.[4] === label) [last[1], last[3]] = [index + 1, index + 1];
      else pairs.push([index, index + 1, index, index + 1, label]);
    }
  } else {
    const [startBefore, startAfter] = trimmed(before, after);
    const [endBefore, endAfter] = trimmed(before.slice(startBefore).reverse(), after.slice(startAfter).reverse());
    const [lastBefore, lastAfter] = [before.length - endBefore, after.length - endAfter];
    if (startBefore + startAfter > 0) pairs.push([0, startBefore, 0, startAfter, 'ignore']);
    pairs.push([startBefore, lastBefore, startAfter, lastAfter, 'hallucinated']);
    if (endBefore + endAfter > 0) pairs.push([lastBefore, before.length, lastAfter, after.length, 'ignore']);
  }
  return pairs
    .filter(([from, to, changedFrom, changedTo]) => from < to || changedFrom < changedTo)
    .map(([from, to, changedFrom, changedTo, label]) => {
      const old = stretch(original.text, before, from, to);
      const now = stretch(changed.text, after, changedFrom, changedTo);
      return {
        start: changed.start + now.start,
        end: changed.start + now.end,
        label,
        original: old.text,
        originalStart: original.start + old.start,
        changed: now.text,
      };
    });
}

/** How many words at the start of both lists are grammar: pairs that change by it alone, then marks. */
function trimmed(before: readonly Word[], after: readonly Word[]): [before: number, after: number] {
  let count = 0;
  while (count < before.length && count < after.length && isGrammarChange(before[count]!.text, after[count]!.text)) count += 1;
  let [inBefore, inAfter] = [count, count];
  while (inBefore < before.length && isMark(before[inBefore]!.text)) inBefore += 1;
  while (inAfter < after.length && isMark(after[inAfter]!.text)) inAfter += 1;
  return [inBefore, inAfter];
}

function stretch(text: string, words: readonly Word[], from: number, to: number): { start: number; end: number; text: string } {
  const end = words[to - 1]?.end ?? 0;
  const start = to > from ? words[from]!.start : end;
  return { start, end, text: text.slice(start, end) };
}
