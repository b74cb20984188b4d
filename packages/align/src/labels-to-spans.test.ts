import type { Span } from '@tldr-rm/schema';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { labelsToSpans } from './labels-to-spans';
import { hasLetterOrDigit } from './letters';
import { spansFromDiff } from './spans-from-diff';
import { anyCaption } from './testing/texts';
import { tokenLabels } from './token-labels';
import type { TokenOffset } from './token-offsets';
import { splitWords } from './words';

const TEXT = 'A greenish apple is red.';
const OFFSETS: TokenOffset[] = [
  [0, 1],
  [2, 7],
  [7, 10],
  [11, 16],
  [17, 19],
  [20, 23],
  [23, 24],
];

test('a run of hallucinated tokens is one span', () => {
  expect(labelsToSpans(TEXT, OFFSETS, [1, 0, 0, 0, 1, 0, 1])).toEqual([
    { start: 2, end: 16, label: 'hallucinated' },
    { start: 20, end: 23, label: 'hallucinated' },
  ]);
});

test('half a word is widened to the whole word', () => {
  expect(labelsToSpans(TEXT, OFFSETS, [1, 1, 0, 1, 1, 1, 1])).toEqual([{ start: 2, end: 10, label: 'hallucinated' }]);
});

test('ignored runs are spans too, except where their word is hallucinated', () => {
  expect(labelsToSpans(TEXT, OFFSETS, [-1, -1, 0, 1, -1, 1, 1])).toEqual([
    { start: 0, end: 1, label: 'ignore' },
    { start: 2, end: 10, label: 'hallucinated' },
    { start: 17, end: 19, label: 'ignore' },
  ]);
});

test('a run of marks alone is not flagged', () => {
  const text = '** A -5, 🐶.';
  const offsets = splitWords(text).map(({ start, end }): TokenOffset => [start, end]);
  expect(labelsToSpans(text, offsets, [0, 0, 1, 0, 0, 1, 0, 0])).toEqual([{ start: 5, end: 7, label: 'hallucinated' }]);
});

test('all right means no spans', () => {
  expect(labelsToSpans(TEXT, OFFSETS, new Int8Array(7).fill(1))).toEqual([]);
});

test('one label per token is required', () => {
  expect(() => labelsToSpans(TEXT, OFFSETS, [1])).toThrow('1 labels for 7 tokens');
});

/** Cuts each word of a text into tokens of at most `size` characters. */
function piecesOf(text: string, size: number): TokenOffset[] {
  return splitWords(text).flatMap(({ start, end }) =>
    Array.from(
      { length: Math.ceil((end - start) / size) },
      (_, index): TokenOffset => [start + index * size, Math.min(end, start + (index + 1) * size)],
    ),
  );
}

function stretches(spans: readonly Span[]): string[] {
  return spans.map((span) => `${span.start}-${span.end} ${span.label}`);
}

test('spans over whole words survive the way through token labels, however words are cut into tokens', () => {
  fc.assert(
    fc.property(anyCaption, anyCaption, fc.integer({ min: 1, max: 4 }), (original, changed, size) => {
      const spans = spansFromDiff(original, changed).filter((span) => span.label === 'hallucinated');
      const offsets = piecesOf(changed, size);
      const back = labelsToSpans(changed, offsets, tokenLabels(offsets, spans));
      expect(stretches(back)).toEqual(stretches(spans));
    }),
    { numRuns: 2000 },
  );
});

test('for any labels the spans are ordered, apart, of whole words, and cover every hallucinated word', () => {
  fc.assert(
    fc.property(anyCaption, fc.integer({ min: 1, max: 4 }), fc.infiniteStream(fc.constantFrom(-1, 0, 1)), (text, size, stream) => {
      const offsets = piecesOf(text, size);
      const labels = Int8Array.from(offsets, () => stream.next().value);
      const spans = labelsToSpans(text, offsets, labels);
      const again = tokenLabels(offsets, spans);
      const words = splitWords(text);
      let last = 0;
      for (const span of spans) {
        expect(span.start).toBeGreaterThanOrEqual(last);
        last = span.end;
        if (span.label === 'hallucinated') expect(hasLetterOrDigit(text.slice(span.start, span.end))).toBe(true);
        expect(words.some((word) => word.start === span.start)).toBe(true);
        expect(words.some((word) => word.end === span.end)).toBe(true);
      }
      labels.forEach((label, index) => {
        const word = words.find(({ start, end }) => start <= offsets[index]![0] && offsets[index]![0] < end)!;
        if (label === 0 && hasLetterOrDigit(word.text)) expect(again[index]).toBe(0);
      });
      expect(labelsToSpans(text, offsets, again)).toEqual(spans);
    }),
    { numRuns: 2000 },
  );
});
