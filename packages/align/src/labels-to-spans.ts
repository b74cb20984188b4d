import { InputError, type Span } from '@tldr-rm/schema';
import { hasLetterOrDigit } from './letters';
import { HALLUCINATED, IGNORE, RIGHT, tokenLabels } from './token-labels';
import type { TokenOffset } from './token-offsets';
import { splitWords, type Word } from './words';

/**
 * Runs of hallucinated tokens, and runs of ignored ones, as spans over the text, widened to whole words: a reader does not care which half of a word a
 * tokenizer split off. Where both kinds meet in a word, it is hallucinated. A run of marks alone (`**`, a comma, an emoji) is never
 * flagged. Spans come in order and do not overlap.
 *
 * @param labels One per token, as from `tokenLabels`.
 * @throws {InputError} `LABEL_COUNT` if there is not one label per token.
 */
export function labelsToSpans(text: string, offsets: readonly TokenOffset[], labels: ArrayLike<number>): Span[] {
  if (labels.length !== offsets.length)
    throw new InputError('LABEL_COUNT', `${labels.length} labels for ${offsets.length} tokens. Give one label per token.`);
  const words = splitWords(text);
  const touched: Span[] = [];
  offsets.forEach(([start, end], index) => {
    if (start === end || (labels[index] !== HALLUCINATED && labels[index] !== IGNORE)) return;
    const [from, to] = widened(start, end, words);
    touched.push({ start: from, end: to, label: labels[index] === HALLUCINATED ? 'hallucinated' : 'ignore' });
  });
  // Labels of whole words: a run then ends between words only.
  return runs(offsets, tokenLabels(offsets, touched), words).filter(
    ({ start, end, label }) => label === 'ignore' || hasLetterOrDigit(text.slice(start, end)),
  );
}

function runs(offsets: readonly TokenOffset[], labels: Int8Array, words: readonly Word[]): Span[] {
  const spans: Span[] = [];
  let openLabel = RIGHT;
  offsets.forEach(([start, end], index) => {
    const label = labels[index]!;
    if (start === end) return;
    if (label !== RIGHT) {
      const [from, to] = widened(start, end, words);
      const open = spans.at(-1);
      if (label === openLabel && open !== undefined) open.end = Math.max(open.end, to);
      else spans.push({ start: from, end: to, label: label === HALLUCINATED ? 'hallucinated' : 'ignore' });
    }
    openLabel = label;
  });
  return spans;
}

/** The smallest stretch of whole words around a token; the token itself where it touches no word. */
function widened(start: number, end: number, words: readonly Word[]): TokenOffset {
  let from = start;
  let to = end;
  for (let index = firstEndingAfter(words, start); index < words.length && words[index]!.start < end; index += 1) {
    from = Math.min(from, words[index]!.start);
    to = Math.max(to, words[index]!.end);
  }
  return [from, to];
}

function firstEndingAfter(words: readonly Word[], position: number): number {
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (words[middle]!.end > position) high = middle;
    else low = middle + 1;
  }
  return low;
}
