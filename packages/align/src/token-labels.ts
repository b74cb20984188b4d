import type { Span } from '@tldr-rm/schema';
import type { TokenOffset } from './token-offsets';

/** Label of a token that is right about the picture. */
export const RIGHT = 1;
/** Label of a token that is wrong about the picture. */
export const HALLUCINATED = 0;
/** Label of a token that counts neither way: no loss, no metric. */
export const IGNORE = -1;

type LabelledRange = Pick<Span, 'start' | 'end' | 'label'>;

/**
 * Labels of tokens under spans: {@link HALLUCINATED} where a token overlaps a hallucinated span, {@link IGNORE} where it overlaps only `ignore` spans
 * or stands for no text at all, else {@link RIGHT}.
 *
 * Tokens and spans may come in any order. If the tokens are in the order of the text, as a tokenizer gives them, the time is linear.
 */
export function tokenLabels(offsets: readonly TokenOffset[], spans: readonly LabelledRange[]): Int8Array {
  const labels = new Int8Array(offsets.length).fill(RIGHT);
  mark(labels, offsets, stretches(spans, 'ignore'), IGNORE);
  mark(labels, offsets, stretches(spans, 'hallucinated'), HALLUCINATED);
  for (let index = 0; index < offsets.length; index += 1) if (offsets[index]![0] === offsets[index]![1]) labels[index] = IGNORE;
  return labels;
}

/** What the spans of a label cover, in order and apart. */
function stretches(spans: readonly LabelledRange[], label: LabelledRange['label']): TokenOffset[] {
  const ordered = spans.filter((span) => span.label === label).sort((one, other) => one.start - other.start);
  const covered: TokenOffset[] = [];
  for (const { start, end } of ordered) {
    const last = covered.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else covered.push([start, end]);
  }
  return covered;
}

function mark(labels: Int8Array, offsets: readonly TokenOffset[], covered: readonly TokenOffset[], label: number): void {
  if (covered.length === 0) return;
  let at = 0;
  let last = 0;
  for (let index = 0; index < offsets.length; index += 1) {
    const [start, end] = offsets[index]!;
    if (start < last) at = firstEndingAfter(covered, start);
    while (at < covered.length && covered[at]![1] <= start) at += 1;
    if (at < covered.length && covered[at]![0] < end) labels[index] = label;
    last = start;
  }
}

function firstEndingAfter(covered: readonly TokenOffset[], position: number): number {
  let low = 0;
  let high = covered.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (covered[middle]![1] > position) high = middle;
    else low = middle + 1;
  }
  return low;
}
