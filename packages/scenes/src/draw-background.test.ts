import { createRandom } from '@tldr-rm/random';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BACKGROUND_STYLES, drawBackground } from './draw-background';

function paint(style: string, seed: number): Uint8Array {
  const canvas = { data: new Uint8Array(64 * 48 * 3), width: 64, height: 48 };
  drawBackground(canvas, style, createRandom(seed));
  return canvas.data;
}

describe('drawBackground', () => {
  it('stays pale in every style, so that no tint is lost on it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...BACKGROUND_STYLES), fc.integer(), (style, seed) => {
        expect(Math.min(...paint(style, seed))).toBeGreaterThanOrEqual(165);
      }),
    );
  });

  it('is one tone where plain and several in the other styles', () => {
    const tones = (style: string): number => {
      const data = paint(style, 11);
      return new Set(Array.from({ length: data.length / 3 }, (_, pixel) => data.slice(pixel * 3, pixel * 3 + 3).join())).size;
    };
    expect(tones('plain')).toBe(1);
    for (const style of BACKGROUND_STYLES.filter((name) => name !== 'plain')) expect(tones(style), style).toBeGreaterThan(1);
  });
});
