import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { percentileInterval, unanimousInterval, unseenShare } from './confidence-interval';
import { createRandom } from './create-random';
import { drawResamples } from './draw-resamples';

describe('drawResamples', () => {
  it('draws as many groups as there are, the same for the same seed', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 30 }), (seed, groups) => {
        const draw = (): number[][] => Array.from(drawResamples(groups, 5, createRandom(seed)), (drawn) => [...drawn]);
        const resamples = draw();
        expect(resamples).toHaveLength(5);
        for (const drawn of resamples) expect(drawn.reduce((sum, count) => sum + count, 0)).toBe(groups);
        expect(draw()).toEqual(resamples);
      }),
    );
  });
});

describe('percentileInterval', () => {
  it('leaves out 2.5 % on either side', () => {
    const values = Array.from({ length: 1000 }, (_, index) => (index * 7) % 1000);
    expect(percentileInterval(values)).toEqual({ low: 25, high: 974 });
  });

  it('lies within the values', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true }), { minLength: 1 }), (values) => {
        const { low, high } = percentileInterval(values);
        expect(values).toContain(low);
        expect(values).toContain(high);
        expect(low).toBeLessThanOrEqual(high);
      }),
    );
    expect(() => percentileInterval([])).toThrow(RangeError);
  });

  it('holds the true mean of a skewed quantity in nearly 95 of 100 cases', () => {
    const random = createRandom('coverage');
    let holds = 0;
    for (let trial = 0; trial < 200; trial += 1) {
      const sample = Array.from({ length: 60 }, () => random.float() ** 2);
      const means = Array.from(
        drawResamples(60, 200, random),
        (drawn) => drawn.reduce((sum, count, index) => sum + count * sample[index]!, 0) / 60,
      );
      const { low, high } = percentileInterval(means);
      if (low <= 1 / 3 && 1 / 3 <= high) holds += 1;
    }
    expect(holds).toBeGreaterThan(175);
  });
});

describe('unanimousInterval', () => {
  it('is the score interval of Wilson for 0 or all of n', () => {
    // statsmodels.stats.proportion.proportion_confint(0, 17, method='wilson') and (2, 2)
    const none = unanimousInterval(0, unseenShare(17));
    expect(none).toMatchObject({ low: 0, method: 'unanimous' });
    expect(none.high).toBeCloseTo(0.1843, 4);
    const all = unanimousInterval(1, unseenShare(2));
    expect(all.low).toBeCloseTo(0.34238, 4);
    expect(all.high).toBe(1);
  });

  it('holds the value, lies in the range, and narrows with more groups', () => {
    const ends = fc.tuple(fc.double({ min: -5, max: 0, noNaN: true }), fc.double({ min: 0, max: 5, noNaN: true }));
    fc.assert(
      fc.property(ends, fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(1000), (range, place, groups) => {
        const value = range[0] + place * (range[1] - range[0]);
        const { low, high } = unanimousInterval(value, unseenShare(groups), range);
        expect(range[0] - 1e-9 <= low && low <= value && value <= high && high <= range[1] + 1e-9).toBe(true);
        const narrower = unanimousInterval(value, unseenShare(groups + 1), range);
        expect(narrower.high - narrower.low).toBeLessThanOrEqual(high - low);
      }),
    );
    expect(unseenShare(0)).toBe(1);
  });
});
