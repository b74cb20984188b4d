import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type PrecisionRecallPoint, precisionRecallCurve } from './precision-recall';

const columns = (rewards: readonly number[], bad: readonly number[]) => ({ reward: Float64Array.from(rewards), bad: Uint8Array.from(bad) });

test('each level of reward that finds something is a point, equal rewards are called together', () => {
  expect(precisionRecallCurve(columns([0.1, 0.2, 0.2, 0.7, 0.9], [1, 1, 0, 0, 1]))).toEqual<PrecisionRecallPoint[]>([
    { reward: 0.1, precision: 1, recall: 1 / 3 },
    { reward: 0.2, precision: 2 / 3, recall: 2 / 3 },
    { reward: 0.9, precision: 3 / 5, recall: 1 },
  ]);
});

test('a hundred levels that each find a hundredth are a hundred points', () => {
  const rewards = Array.from({ length: 100 }, (_, index) => index / 100);
  const points = precisionRecallCurve(columns(rewards, new Array<number>(100).fill(1)));
  expect(points.map(({ recall }) => recall)).toEqual(rewards.map((_, index) => (index + 1) / 100));
});

test('without anything hallucinated there is no curve', () => {
  expect(precisionRecallCurve(columns([0.1, 0.9], [0, 0]))).toEqual([]);
  expect(precisionRecallCurve(columns([], []))).toEqual([]);
});

test('every point is what calling everything up to its reward gives, recall rises to 1, and there is at most a point for each hundredth', () => {
  const items = fc.array(fc.record({ reward: fc.integer({ min: 0, max: 400 }).map((value) => value / 400), bad: fc.nat(1) }), {
    minLength: 1,
    maxLength: 600,
  });
  fc.assert(
    fc.property(items, (unsorted) => {
      const sorted = unsorted.toSorted((one, other) => one.reward - other.reward);
      const total = sorted.filter(({ bad }) => bad === 1).length;
      fc.pre(total > 0);
      const points = precisionRecallCurve(
        columns(
          sorted.map(({ reward }) => reward),
          sorted.map(({ bad }) => bad),
        ),
      );
      for (const { reward, precision, recall } of points) {
        const called = sorted.filter((item) => item.reward <= reward);
        const found = called.filter(({ bad }) => bad === 1).length;
        expect(precision).toBe(found / called.length);
        expect(recall).toBe(found / total);
      }
      expect(points.length).toBeLessThanOrEqual(101);
      for (const [index, point] of points.entries()) if (index > 0) expect(point.recall).toBeGreaterThan(points[index - 1]!.recall);
      expect(points.at(-1)!.recall).toBe(1);
    }),
    { numRuns: 200 },
  );
});
