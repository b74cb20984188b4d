import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { areaUnderRoc, averagePrecision } from './ranking';

const anyRanking = fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.boolean()), { minLength: 1, maxLength: 30 });

test('average precision is the sum of recall steps times precision, counted naively', () => {
  fc.assert(
    fc.property(anyRanking, (ranking) => {
      const positives = ranking.filter(([, positive]) => positive).length;
      let expected = 0;
      let lastRecall = 0;
      for (const level of [6, 5, 4, 3, 2, 1, 0]) {
        const called = ranking.filter(([score]) => score >= level);
        const found = called.filter(([, positive]) => positive).length;
        if (called.length === 0) continue;
        expected += (found / positives - lastRecall) * (found / called.length);
        lastRecall = found / positives;
      }
      const actual = averagePrecision(
        ranking.map(([score]) => score),
        ranking.map(([, positive]) => positive),
      );
      if (positives === 0) expect(actual).toBeNull();
      else expect(actual).toBeCloseTo(expected, 12);
    }),
    { numRuns: 1000 },
  );
});

test('AUROC is the share of pairs in the right order, ties counting half', () => {
  fc.assert(
    fc.property(anyRanking, (ranking) => {
      const pairs = ranking.flatMap(([high, isPositive]) =>
        isPositive ? ranking.filter(([, other]) => !other).map(([low]) => [high, low] as const) : [],
      );
      const actual = areaUnderRoc(
        ranking.map(([score]) => score),
        ranking.map(([, positive]) => positive),
      );
      if (pairs.length === 0) expect(actual).toBeNull();
      else
        expect(actual).toBeCloseTo(
          pairs.reduce((sum, [high, low]) => sum + (high > low ? 1 : high === low ? 0.5 : 0), 0) / pairs.length,
          12,
        );
    }),
    { numRuns: 500 },
  );
});

test('a perfect ranking has 1, and equal scores the share of positives', () => {
  expect(averagePrecision([3, 2, 1], [1, 1, 0])).toBe(1);
  expect(averagePrecision([5, 5, 5, 5], [1, 0, 0, 0])).toBe(0.25);
});

test('scores without labels and scores that are no numbers are refused', () => {
  expect(() => averagePrecision([1, 2], [1])).toThrow('2 scores for 1 labels');
  expect(() => areaUnderRoc([1, Number.NaN], [1, 0])).toThrow('Score 1 is not a number');
});
