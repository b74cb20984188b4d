import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { kendall, ranks, spearman } from './rank-correlation';

interface Case {
  name: string;
  first: number[];
  second: number[];
  spearman: number;
  kendall: number;
}
const cases = JSON.parse(readFileSync(new URL('../fixtures/rank-correlation.json', import.meta.url), 'utf8')) as Case[];

test.each(cases)('as scipy: $name', ({ first, second, ...expected }) => {
  expect(spearman(first, second)).toBeCloseTo(expected.spearman, 12);
  expect(kendall(first, second)).toBeCloseTo(expected.kendall, 12);
});

describe('by hand', () => {
  it('gives ties the mean of their ranks', () => {
    expect(ranks([0.3, 0.1, 0.3, 0.3, 0.2])).toEqual([4, 1, 4, 4, 2]);
  });

  it('takes one exchange of neighbours in four for what it is', () => {
    // Spearman: 1 - 6 * (1 + 1) / (4 * 15). Kendall: 5 pairs agree, 1 does not, of 6.
    expect(spearman([1, 2, 3, 4], [1, 2, 4, 3])).toBeCloseTo(0.8, 12);
    expect(kendall([1, 2, 3, 4], [1, 2, 4, 3])).toBeCloseTo(4 / 6, 12);
  });

  it('makes up for a tie', () => {
    // Kendall tau-b: 2 pairs agree; 3 untied in one list, 2 in the other.
    expect(kendall([1, 2, 3], [1, 2, 2])).toBeCloseTo(2 / Math.sqrt(6), 12);
    // Ranks 1, 2, 3 and 1, 2.5, 2.5.
    expect(spearman([1, 2, 3], [1, 2, 2])).toBeCloseTo(1.5 / Math.sqrt(2 * 1.5), 12);
  });
});

it('knows no correlation of a constant, or of fewer than two', () => {
  for (const correlation of [spearman, kendall]) {
    expect(correlation([1, 1, 1], [1, 2, 3])).toBeNull();
    expect(correlation([1], [1])).toBeNull();
    expect(correlation([], [])).toBeNull();
  }
});

it('refuses what is not pairs of numbers', () => {
  expect(() => spearman([1], [])).toThrow(expect.objectContaining({ code: 'RANK_CORRELATION' }));
  expect(() => kendall([1, Number.NaN], [1, 2])).toThrow(expect.objectContaining({ code: 'RANK_CORRELATION' }));
});

const anyPairs = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 })), { minLength: 2, maxLength: 20 });

it('depends on order alone, is symmetric, and turns its sign with one side', () => {
  fc.assert(
    fc.property(anyPairs, (pairs) => {
      const first = pairs.map(([value]) => value);
      const second = pairs.map(([, value]) => value);
      for (const correlation of [spearman, kendall]) {
        const value = correlation(first, second);
        if (value === null) continue;
        expect(Math.abs(value)).toBeLessThanOrEqual(1 + 1e-12);
        expect(correlation(second, first)).toBeCloseTo(value, 12);
        expect(
          correlation(
            first.map((item) => Math.exp(item)),
            second,
          ),
        ).toBeCloseTo(value, 12);
        expect(
          correlation(
            first,
            second.map((item) => -item),
          ),
        ).toBeCloseTo(-value, 12);
      }
    }),
  );
});
