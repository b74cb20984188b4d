import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainImage } from '../test-support/tiny-detector';
import type { RgbImage } from './image';
import { IMAGE_STATISTICS_LENGTH, imageStatistics } from './image-statistics';

const flatPaleShare = (image: RgbImage): number => imageStatistics(image).at(-1)! ** 2;

/** A picture whose pixels follow from their place. */
function paint(width: number, height: number, colourAt: (x: number, y: number) => number): RgbImage {
  const data = new Uint8Array(width * height * 3).map((_, at) => colourAt(Math.floor(at / 3) % width, Math.floor(at / 3 / width)));
  return { data, width, height };
}

describe('imageStatistics', () => {
  it('gives roots of shares: those of brightness sum to one', () => {
    const image = fc
      .tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 }))
      .chain(([width, height]) =>
        fc.uint8Array({ minLength: width * height * 3, maxLength: width * height * 3 }).map((data) => ({ data, width, height })),
      );
    fc.assert(
      fc.property(image, (picture) => {
        const statistics = imageStatistics(picture);
        expect(statistics).toHaveLength(IMAGE_STATISTICS_LENGTH);
        expect(statistics.slice(0, -1).reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(1);
        expect(statistics.every((value) => value >= 0 && value <= 1)).toBe(true);
      }),
    );
  });

  it('counts what is flat and pale', () => {
    expect(flatPaleShare(plainImage([220, 210, 230]))).toBe(1);
    expect(flatPaleShare(plainImage([20, 10, 30]))).toBe(0);
    expect(flatPaleShare(paint(32, 32, (x) => (x < 16 ? 220 : 30)))).toBeCloseTo(0.5);
    expect(flatPaleShare(paint(32, 32, (x, y) => ((x + y) % 2 === 0 ? 250 : 190)))).toBe(0);
  });

  it('does not count white margins', () => {
    const colourAt = (x: number, y: number): number => (x * 31 + y * 17) % 250;
    const framed = paint(32, 32, (x, y) => (y < 8 || y >= 24 ? 255 : colourAt(x, y - 8)));
    expect(imageStatistics(framed)).toEqual(imageStatistics(paint(32, 16, colourAt)));
    expect(flatPaleShare(paint(16, 16, () => 255))).toBe(1);
  });
});
