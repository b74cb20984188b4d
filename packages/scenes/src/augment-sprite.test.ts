import { createRandom } from '@tldr-rm/random';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { augmentSprite } from './augment-sprite';
import { createSprite, SPRITE_CHANNELS, type Sprite, type SpriteLevel } from './sprite';

/** A house of two tones, 30 by 40 pixels, in a transparent picture. */
function house(): Sprite {
  const [width, height] = [48, 48];
  const rgba = new Uint8Array(width * height * 4);
  for (let y = 4; y < 44; y += 1) {
    const half = y < 20 ? (y - 3) * 0.9 : 15;
    for (let x = Math.ceil(24 - half); x < 24 + half; x += 1)
      rgba.set(y < 20 ? [180, 40, 30, 255] : [230, 210, 160, 255], (y * width + x) * 4);
  }
  return createSprite(rgba, width, height);
}

function coveredArea({ width, height, data }: SpriteLevel): number {
  let sum = 0;
  for (let pixel = 0; pixel < width * height; pixel += 1) sum += data[pixel * SPRITE_CHANNELS + 3]! / 255;
  return sum;
}

const augmented = fc.integer().map((seed) => augmentSprite(house(), createRandom(seed)));

describe('augmentSprite', () => {
  it('draws the same with the same random source, and leaves the sprite itself as it was', () => {
    const sprite = house();
    expect(augmentSprite(sprite, createRandom(1))).toEqual(augmentSprite(sprite, createRandom(1)));
    expect(augmentSprite(sprite, createRandom(1))).not.toEqual(augmentSprite(sprite, createRandom(2)));
    expect(sprite).toEqual(house());
  });

  it('gives valid premultiplied levels: no channel above alpha, a transparent border, a visible inside', () => {
    fc.assert(
      fc.property(augmented, ({ levels }) => {
        expect(levels).toHaveLength(3);
        for (const { width, height, data } of levels) {
          expect(data).toHaveLength(width * height * SPRITE_CHANNELS);
          for (let pixel = 0; pixel < width * height; pixel += 1) {
            const [red, green, blue, alpha, lightness] = data.subarray(pixel * SPRITE_CHANNELS, (pixel + 1) * SPRITE_CHANNELS);
            // Averaging rounds each channel by itself.
            expect(Math.max(red!, green!, blue!, lightness!)).toBeLessThanOrEqual(alpha! + 1);
            const [x, y] = [pixel % width, Math.floor(pixel / width)];
            if (x === 0 || y === 0 || x === width - 1 || y === height - 1) expect(alpha).toBe(0);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it('keeps most of the drawing: its area changes by less than half', () => {
    const before = coveredArea(house().levels[0]!);
    fc.assert(
      fc.property(augmented, ({ levels }) => {
        const share = coveredArea(levels[0]!) / before;
        expect(share).toBeGreaterThan(0.5);
        expect(share).toBeLessThan(1.5);
      }),
    );
  });
});
