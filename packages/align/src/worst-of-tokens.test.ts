import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { IGNORE } from './token-labels';
import type { TokenOffset } from './token-offsets';
import { worstOfTokens } from './worst-of-tokens';

const OFFSETS: TokenOffset[] = [
  [0, 3],
  [4, 7],
  [7, 9],
];

test('a range has the lowest value of the tokens that it shares a character with', () => {
  const ranges = [
    { start: 0, end: 3 },
    { start: 3, end: 4 },
    { start: 2, end: 5 },
    { start: 4, end: 9 },
  ];
  expect([...worstOfTokens(ranges, OFFSETS, [0.9, 0.5, 0.25])]).toEqual([0.9, IGNORE, 0.5, 0.25]);
});

test('ignored tokens count neither way', () => {
  const whole = [{ start: 0, end: 9 }];
  expect([...worstOfTokens(whole, OFFSETS, [IGNORE, 1, IGNORE])]).toEqual([1]);
  expect([...worstOfTokens(whole, OFFSETS, [IGNORE, 1, 0])]).toEqual([0]);
  expect([...worstOfTokens(whole, OFFSETS, [IGNORE, IGNORE, IGNORE])]).toEqual([IGNORE]);
});

test('one value per token is required', () => {
  expect(() => worstOfTokens([], OFFSETS, [1])).toThrow('1 values for 3 tokens');
});

test('ranges in any order agree with a search through all tokens', () => {
  const anyRange = fc.tuple(fc.nat(30), fc.integer({ min: 1, max: 12 })).map(([start, length]) => ({ start, end: start + length }));
  const anyTokens = fc
    .array(fc.tuple(fc.nat(3), fc.integer({ min: 1, max: 4 }), fc.constantFrom(IGNORE, 0, 0.5, 1)), { maxLength: 12 })
    .map((steps) => {
      let at = 0;
      return steps.map(([gap, length, value]) => {
        const start = at + gap;
        at = start + length;
        return { offset: [start, at] as TokenOffset, value };
      });
    });
  fc.assert(
    fc.property(fc.array(anyRange, { maxLength: 8 }), anyTokens, (ranges, tokens) => {
      const expected = ranges.map(({ start, end }) => {
        const counted = tokens.filter(({ offset, value }) => value !== IGNORE && offset[0] < end && offset[1] > start);
        return counted.length === 0 ? IGNORE : Math.min(...counted.map(({ value }) => value));
      });
      const worst = worstOfTokens(
        ranges,
        tokens.map(({ offset }) => offset),
        tokens.map(({ value }) => value),
      );
      expect([...worst]).toEqual(expected);
    }),
    { numRuns: 1000 },
  );
});
