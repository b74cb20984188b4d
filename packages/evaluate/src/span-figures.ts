import { HALLUCINATED, RIGHT, splitWords, type TokenOffset, worstOfTokens } from '@tldr-rm/align';
import type { JudgedToken } from './judge-response';

/** Precision, recall and F1 of stretches of words called hallucinated. Null where the data does not define a figure. */
export interface SpanMatchFigures {
  precision: number | null;
  recall: number | null;
  f1: number | null;
}

export interface SpanFigures {
  /** Stretches of words that are hallucinated. */
  count: number;
  /** Stretches of words that were called so. */
  called: number;
  /** A span is found if one that was called begins and ends where it does. */
  exact: SpanMatchFigures;
  /** A span is found if one that was called shares a character with it, and the other way round. */
  overlap: SpanMatchFigures;
}

/** What is counted of the spans of a response; sums over responses give {@link SpanFigures}. */
export const SPAN_SUMS = ['count', 'called', 'exact', 'foundByOverlap', 'rightByOverlap'] as const;

/**
 * How the spans of a response match: true spans, called ones, true ones that were called exactly, true ones that a called one overlaps, and called ones that overlap a
 * true one.
 */
export type SpanCounts = Record<(typeof SPAN_SUMS)[number], number>;

type TextSpan = readonly [start: number, end: number];

/**
 * Counts spans: true and called tokens are widened to whole words, and neighbouring words (nothing but white space between them) are joined, as `detect` does for
 * its `spans`. So both sides are cut alike, and how the labels were written down does not matter.
 */
export function spanCounts(text: string, tokens: readonly JudgedToken[], threshold: number): SpanCounts {
  const inOrder = tokens.toSorted((one, other) => one.start - other.start);
  const truth = wordSpans(text, inOrder, (token) => token.bad);
  const called = wordSpans(text, inOrder, (token) => token.reward < threshold);
  const touches = ([start, end]: TextSpan, others: readonly TextSpan[]) => others.some(([from, to]) => from < end && to > start);
  return {
    count: truth.length,
    called: called.length,
    exact: truth.filter(([start, end]) => called.some(([from, to]) => from === start && to === end)).length,
    foundByOverlap: truth.filter((span) => touches(span, called)).length,
    rightByOverlap: called.filter((span) => touches(span, truth)).length,
  };
}

export function spanFigures({ count, called, exact, foundByOverlap, rightByOverlap }: SpanCounts): SpanFigures {
  return {
    count,
    called,
    exact: match(exact, called, exact, count),
    overlap: match(rightByOverlap, called, foundByOverlap, count),
  };
}

function match(right: number, called: number, found: number, there: number): SpanMatchFigures {
  const precision = called === 0 ? null : right / called;
  const recall = there === 0 ? null : found / there;
  if (called + there === 0) return { precision, recall, f1: null };
  const [p, r] = [precision ?? 0, recall ?? 0];
  return { precision, recall, f1: p + r === 0 ? 0 : (2 * p * r) / (p + r) };
}

function wordSpans(text: string, tokens: readonly JudgedToken[], isMarked: (token: JudgedToken) => boolean): TextSpan[] {
  if (!tokens.some(isMarked)) return [];
  const words = splitWords(text);
  const labels = worstOfTokens(
    words,
    tokens.map(({ start, end }): TokenOffset => [start, end]),
    tokens.map((token) => (isMarked(token) ? HALLUCINATED : RIGHT)),
  );
  const spans: [number, number][] = [];
  let open = false;
  for (const [index, { start, end }] of words.entries()) {
    const marked = labels[index] === HALLUCINATED;
    if (marked && open) spans.at(-1)![1] = end;
    else if (marked) spans.push([start, end]);
    open = marked;
  }
  return spans;
}
