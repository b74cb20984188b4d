import { spanSchema } from '@tldr-rm/schema';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { spansFromDiff } from './spans-from-diff';
import { anyCaption } from './testing/texts';

test('replaced and inserted words are hallucinated and remember the original', () => {
  expect(spansFromDiff('A red apple and a cat.', 'A green apple and a black cat.')).toEqual([
    { start: 2, end: 7, label: 'hallucinated', original: 'red' },
    { start: 20, end: 25, label: 'hallucinated', original: '' },
  ]);
});

test('a deletion leaves no span', () => {
  expect(spansFromDiff('A big red apple.', 'A red apple.')).toEqual([]);
});

test('changed punctuation counts neither way', () => {
  expect(spansFromDiff('A cat, a dog.', 'A cat; a dog!')).toEqual([
    { start: 5, end: 6, label: 'ignore', original: ',' },
    { start: 12, end: 13, label: 'ignore', original: '.' },
  ]);
});

test('a word in place of punctuation is hallucinated', () => {
  expect(spansFromDiff('A cat, a dog', 'A cat and a dog')).toEqual([{ start: 6, end: 9, label: 'hallucinated', original: ',' }]);
});

test('spans fit the schema, come in order, and begin and end with visible characters', () => {
  fc.assert(
    fc.property(anyCaption, anyCaption, (original, changed) => {
      let last = 0;
      for (const span of spansFromDiff(original, changed)) {
        spanSchema.parse(span);
        expect(span.start).toBeGreaterThanOrEqual(last);
        expect(span.end).toBeLessThanOrEqual(changed.length);
        const text = changed.slice(span.start, span.end);
        expect(text).toBe(text.trim());
        last = span.end;
      }
    }),
    { numRuns: 2000 },
  );
});
