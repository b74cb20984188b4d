import type { Span } from '@tldr-rm/schema';
import { commonEnds } from './common-ends';
import { compareWords } from './compare-words';
import { factWords } from './fact-words';
import { foldWord } from './fold-word';
import { hasLetterOrDigit } from './letters';
import { needsSegmenter, type Word } from './words';

/**
 * What of `changed` does not stand in `original`, as spans over `changed`, in order and apart. Deleted words leave no span: they have no token that could
 * carry a label.
 *
 * Other words are `hallucinated`. What says nothing about a picture is `ignore`: punctuation, symbols and emoji, Markdown and other layout, styles of quotes, apostrophes
 * and dashes, hyphens, capitals, Unicode forms, commas in thousands. So no hallucinated span is without a letter or a digit.
 *
 * Marks that are part of a number are no layout, since they change what it says: its digits and decimal point (`3.5`, `35`), a minus sign that touches it
 * (`-5`, `5`), a fraction bar (`1/2`), a currency, percent or degree sign (`$5`, `€5`, `5%`), a comparison (`<5`). There the whole number is hallucinated.
 * A plus sign is layout.
 */
export function spansFromDiff(original: string, changed: string): Span[] {
  if (original === changed) return [];
  const { start, end } = commonEnds(original, changed);
  const before = original.slice(start, original.length - end);
  const after = changed.slice(start, changed.length - end);
  const useSegmenter = needsSegmenter(before) || needsSegmenter(after);
  const beforeWords = factWords(before, useSegmenter);
  const afterWords = factWords(after, useSegmenter);
  const spans: Span[] = [];
  let at = 0;
  let from = 0;
  let removed: Word[] = [];
  let added: Word[] = [];
  const close = (): void => {
    spans.push(...spansOfEdit(before, removed, after, added));
    removed = [];
    added = [];
  };
  for (const run of compareWords(beforeWords.map(key), afterWords.map(key))) {
    if (run.removed) removed = beforeWords.slice(at, at + run.count);
    else if (run.added) added = afterWords.slice(from, from + run.count);
    else {
      close();
      spans.push(...respelt(before, beforeWords.slice(at, at + run.count), after, afterWords.slice(from, from + run.count)));
    }
    if (!run.added) at += run.count;
    if (!run.removed) from += run.count;
  }
  close();
  return spans.map((span) => ({ ...span, start: span.start + start, end: span.end + start }));
}

function key({ text }: Word): string {
  return foldWord(text);
}

/** Words in place of others. Marks at either end of the new ones are set apart. */
function spansOfEdit(before: string, removed: readonly Word[], after: string, added: readonly Word[]): Span[] {
  if (added.length === 0) return [];
  const first = added.findIndex(saysSomething);
  const old = quote(before, removed);
  if (first === -1 || bare(old) === bare(quote(after, added))) return [spanOf(added, 'ignore', old)];
  const last = added.findLastIndex(saysSomething);
  const oldFirst = removed.findIndex(saysSomething);
  const oldWords = oldFirst === -1 ? removed : removed.slice(oldFirst, removed.findLastIndex(saysSomething) + 1);
  const spans = [spanOf(added.slice(first, last + 1), 'hallucinated', quote(before, oldWords))];
  if (first > 0) spans.unshift(spanOf(added.slice(0, first), 'ignore', ''));
  if (last + 1 < added.length) spans.push(spanOf(added.slice(last + 1), 'ignore', ''));
  return spans;
}

/** Runs of words that are the same but for their spelling, such as their case. */
function respelt(before: string, originals: readonly Word[], after: string, words: readonly Word[]): Span[] {
  if (before.normalize('NFC') === after.normalize('NFC')) return [];
  const spans: Span[] = [];
  let runStart = 0;
  for (let index = 0; index <= words.length; index += 1) {
    const isRespelt = index < words.length && words[index]!.text.normalize('NFC') !== originals[index]!.text.normalize('NFC');
    if (isRespelt) continue;
    if (index > runStart) spans.push(spanOf(words.slice(runStart, index), 'ignore', quote(before, originals.slice(runStart, index))));
    runStart = index + 1;
  }
  return spans;
}

function saysSomething({ text }: Word): boolean {
  return hasLetterOrDigit(text);
}

function quote(text: string, words: readonly Word[]): string {
  return words.length === 0 ? '' : text.slice(words[0]!.start, words.at(-1)!.end);
}

function spanOf(words: readonly Word[], label: Span['label'], original: string): Span {
  return { start: words[0]!.start, end: words.at(-1)!.end, label, original };
}

/** Letters alone, so that `T-shirt` is `tshirt`. With a digit in it a text stays as it is: its marks count. */
function bare(text: string): string {
  const folded = foldWord(text).replace(/\s+/gu, ' ');
  return /\p{N}/u.test(folded) ? folded : folded.replace(/[^\p{L}\p{M} ]/gu, '').trim();
}
