import type { Span } from '@tldr-rm/schema';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { HALLUCINATED, IGNORE, RIGHT, tokenLabels } from './token-labels';
import type { TokenOffset } from './token-offsets';

test('a token under a hallucinated span is hallucinated, under an ignore span ignored, elsewhere right', () => {
  const offsets: TokenOffset[] = [
    [0, 1],
    [2, 7],
    [8, 13],
    [13, 14],
  ];
  const spans: Span[] = [
    { start: 0, end: 1, label: 'ignore' },
    { start: 2, end: 7, label: 'hallucinated' },
  ];
  expect([...tokenLabels(offsets, spans)]).toEqual([IGNORE, HALLUCINATED, RIGHT, RIGHT]);
});

test('one shared character is enough, and touching is not', () => {
  const spans: Span[] = [{ start: 4, end: 6, label: 'hallucinated' }];
  const offsets: TokenOffset[] = [
    [0, 4],
    [0, 5],
    [5, 9],
    [6, 9],
    [0, 9],
  ];
  expect([...tokenLabels(offsets, spans)]).toEqual([RIGHT, HALLUCINATED, HALLUCINATED, RIGHT, HALLUCINATED]);
});

test('a hallucinated span wins over an ignore span', () => {
  const spans: Span[] = [
    { start: 0, end: 5, label: 'ignore' },
    { start: 3, end: 8, label: 'hallucinated' },
  ];
  expect([...tokenLabels([[2, 4]], spans)]).toEqual([HALLUCINATED]);
  expect([...tokenLabels([[2, 4]], spans.toReversed())]).toEqual([HALLUCINATED]);
});

test('a token without text is ignored', () => {
  expect([...tokenLabels([[3, 3]], [{ start: 0, end: 5, label: 'hallucinated' }])]).toEqual([IGNORE]);
});

test('labels agree with a character by character reading', () => {
  const anySpan = fc
    .record({
      start: fc.nat(30),
      length: fc.integer({ min: 1, max: 8 }),
      label: fc.constantFrom('hallucinated' as const, 'ignore' as const),
    })
    .map(({ start, length, label }): Span => ({ start, end: start + length, label }));
  const anyOffset = fc.tuple(fc.nat(30), fc.nat(6)).map(([start, length]): TokenOffset => [start, start + length]);
  fc.assert(
    fc.property(fc.array(anyOffset, { maxLength: 12 }), fc.array(anySpan, { maxLength: 5 }), (offsets, spans) => {
      const expected = offsets.map(([start, end]) => {
        const over = Array.from({ length: end - start }, (_, index) =>
          spans.filter((span) => span.start <= start + index && start + index < span.end),
        ).flat();
        if (start === end) return IGNORE;
        if (over.some((span) => span.label === 'hallucinated')) return HALLUCINATED;
        return over.length > 0 ? IGNORE : RIGHT;
      });
      expect([...tokenLabels(offsets, spans)]).toEqual(expected);
    }),
    { numRuns: 2000 },
  );
});

test('tokens and spans out of order get the labels that they get in order', () => {
  const spans: Span[] = [
    { start: 10, end: 12, label: 'hallucinated' },
    { start: 0, end: 3, label: 'hallucinated' },
    { start: 5, end: 8, label: 'ignore' },
  ];
  const offsets: TokenOffset[] = [
    [11, 13],
    [6, 7],
    [0, 2],
    [3, 5],
    [8, 11],
    [1, 9],
  ];
  expect([...tokenLabels(offsets, spans)]).toEqual([HALLUCINATED, IGNORE, HALLUCINATED, RIGHT, HALLUCINATED, HALLUCINATED]);
});
