import { describe, expect, it } from 'vitest';
import { createSprite, SPRITE_CHANNELS } from './sprite';

/** RGBA bytes: a block of the given colours, row by row, in the middle of a transparent picture of 12 x 12. */
function picture(colours: readonly (readonly number[])[], columns: number): Uint8Array {
  const rgba = new Uint8Array(12 * 12 * 4);
  for (const [index, colour] of colours.entries()) rgba.set(colour, ((4 + Math.floor(index / columns)) * 12 + 4 + (index % columns)) * 4);
  return rgba;
}

const white = [255, 255, 255, 255];
const black = [0, 0, 0, 255];

describe('createSprite', () => {
  it('cuts away what is transparent, but for a border of one pixel', () => {
    const { levels } = createSprite(picture(Array(8).fill(white), 4), 12, 12);
    expect([levels[0]!.width, levels[0]!.height]).toEqual([6, 4]);
    expect([levels[1]!.width, levels[1]!.height]).toEqual([4, 3]);
  });

  it('averages four pixels, transparency included, into one of the next level', () => {
    const { levels } = createSprite(picture([white, white, black, [0, 0, 0, 16]], 2), 12, 12);
    const middle = (levels[1]!.width + 1) * SPRITE_CHANNELS;
    expect([...levels[1]!.data.slice(middle, middle + 4)]).toEqual([128, 128, 128, 195]);
  });

  it('gives a flat drawing the middle lightness, whatever its own', () => {
    for (const colour of [white, black, [200, 30, 30, 255]]) {
      const { data, width } = createSprite(picture(Array(16).fill(colour), 4), 12, 12).levels[0]!;
      expect(data[(width + 1) * SPRITE_CHANNELS + 4]).toBe(128);
    }
  });

  it('keeps dark parts darker than light ones', () => {
    const { data, width } = createSprite(picture([...Array(8).fill(white), ...Array(8).fill(black)], 4), 12, 12).levels[0]!;
    expect(data[(width + 1) * SPRITE_CHANNELS + 4]).toBe(255);
    expect(data[(4 * width + 1) * SPRITE_CHANNELS + 4]).toBe(0);
  });
});
