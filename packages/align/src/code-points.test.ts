import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromCodePoints, toCodePoints } from './code-points';

/** UTF-16 offsets between the whole characters of a text, its ends included. */
function characterBorders(text: string): number[] {
  let offset = 0;
  return [0, ...Array.from(text, (character) => (offset += character.length))];
}

const anyText = fc.string({ unit: 'binary', maxLength: 30 });

test('offsets count code points, as slices of Python do', () => {
  const text = 'a 🍏 and a 🐕🐕 é';
  const start = text.indexOf('🐕');
  expect(toCodePoints(text)({ start, end: start + 4 })).toEqual({ start: 10, end: 12 });
  expect([...text].slice(10, 12).join('')).toBe('🐕🐕');
});

test('spans between whole characters come back', () => {
  fc.assert(
    fc.property(anyText, fc.nat(), fc.nat(), (text, one, other) => {
      const borders = characterBorders(text);
      const [start, end] = [borders[one % borders.length]!, borders[other % borders.length]!].sort((a, b) => a - b) as [number, number];
      const converted = toCodePoints(text)({ start, end });
      expect([...text].slice(converted.start, converted.end).join('')).toBe(text.slice(start, end));
      const back = fromCodePoints(text);
      expect({ start: back(converted.start), end: back(converted.end) }).toEqual({ start, end });
    }),
    { numRuns: 500 },
  );
});

test('a span that cuts a character in half covers it whole', () => {
  expect(toCodePoints('🍏🍏')({ start: 1, end: 3 })).toEqual({ start: 0, end: 2 });
});

test('an offset beyond the text stays beyond it', () => {
  expect(fromCodePoints('🍏')(5)).toBeGreaterThan(2);
});
