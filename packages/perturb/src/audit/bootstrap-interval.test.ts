import { createRandom } from '@tldr-rm/random';
import { expect, it } from 'vitest';
import { bootstrapInterval } from './bootstrap-interval';

it('has an interval as wide as the binomial', () => {
  const observations = Array.from({ length: 400 }, (_, index) => Number(index % 5 === 0));
  const { value, low, high, count } = bootstrapInterval(observations, createRandom(1))!;
  expect([value, count]).toEqual([0.2, 400]);
  // 1.96 * sqrt(0.2 * 0.8 / 400) = 0.0392
  expect(Math.abs(0.2 - low - 0.0392)).toBeLessThan(0.007);
  expect(Math.abs(high - 0.2 - 0.0392)).toBeLessThan(0.007);
});

it('has the interval of Wilson where all observations are the same', () => {
  const none = bootstrapInterval(new Array<number>(17).fill(0), createRandom(1));
  expect(none).toEqual({ value: 0, low: 0, high: expect.closeTo(0.1843, 4), count: 17 });
  const all = bootstrapInterval([1, 1], createRandom(1));
  expect(all).toEqual({ value: 1, low: expect.closeTo(0.3424, 4), high: 1, count: 2 });
});

it('has nothing to say of no observations', () => {
  expect(bootstrapInterval([], createRandom(1))).toBeNull();
});
