import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainImage } from '../test-support/tiny-detector';
import { IMAGE_STATISTICS_LENGTH, imageStatistics } from './image-statistics';

const sumOfSquares = (values: number[]): number => values.reduce((sum, value) => sum + value * value, 0);

describe('imageStatistics', () => {
  it('is two histograms whose shares sum to one', () => {
    const image = fc
      .tuple(fc.integer({ min: 2, max: 9 }), fc.integer({ min: 1, max: 9 }))
      .chain(([width, height]) =>
        fc.uint8Array({ minLength: width * height * 3, maxLength: width * height * 3 }).map((data) => ({ data, width, height })),
      );
    fc.assert(
      fc.property(image, (picture) => {
        const statistics = imageStatistics(picture);
        expect(statistics).toHaveLength(IMAGE_STATISTICS_LENGTH);
        expect(sumOfSquares(statistics.slice(0, 64))).toBeCloseTo(1);
        expect(sumOfSquares(statistics.slice(64))).toBeCloseTo(1);
      }),
    );
  });

  it('tells a flat picture from a noisy one of the same colours', () => {
    const flat = plainImage([10, 10, 10]);
    const noisy = { ...flat, data: flat.data.map((_, at) => (Math.floor(at / 3) % 2) * 60) };
    expect(imageStatistics(flat)[64]).toBe(1);
    expect(imageStatistics(noisy)[64]).toBeLessThan(0.8);
    expect(imageStatistics(flat).slice(0, 64)).toEqual(imageStatistics(noisy).slice(0, 64));
  });
});
