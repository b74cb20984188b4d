import { createRandom } from '@tldr-rm/random';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { augmentPicture } from './augment-picture';

const [width, height] = [16, 12];

function picture(colour: readonly number[]): Uint8Array {
  return Uint8Array.from({ length: width * height * 3 }, (_, at) => colour[at % 3]!);
}

function mean(data: Uint8Array, channel: number): number {
  let sum = 0;
  for (let at = channel; at < data.length; at += 3) sum += data[at]!;
  return sum / (data.length / 3);
}

describe('augmentPicture', () => {
  it('changes a picture the same way with the same random source', () => {
    const [one, same, other] = [1, 1, 2].map((seed) => {
      const data = picture([200, 120, 40]);
      augmentPicture(data, width, height, createRandom(seed));
      return data;
    });
    expect(one).toEqual(same);
    expect(one).not.toEqual(other);
  });

  it('moves the tones of a colour by less than an eighth of the range', () => {
    fc.assert(
      fc.property(fc.integer(), fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 3, maxLength: 3 }), (seed, colour) => {
        const data = picture(colour);
        augmentPicture(data, width, height, createRandom(seed));
        for (const channel of [0, 1, 2]) expect(Math.abs(mean(data, channel) - colour[channel]!)).toBeLessThan(32);
      }),
    );
  });
});
