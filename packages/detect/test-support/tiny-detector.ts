import { fileURLToPath } from 'node:url';
import type { RgbImage } from '../src';

/** The folder that `make-tiny-detector.ts` wrote: red, green and blue are right where that is the picture's colour; every other word is right. */
export const TINY_DETECTOR = fileURLToPath(new URL('../fixtures/tiny-detector', import.meta.url));

/** A picture of one colour. */
export function plainImage(colour: readonly [red: number, green: number, blue: number], width = 32, height = width): RgbImage {
  return { data: new Uint8Array(width * height * 3).map((_, at) => colour[at % 3]!), width, height };
}

export const RED = plainImage([250, 20, 20]);
export const GREEN = plainImage([20, 250, 20]);
export const BLUE = plainImage([20, 20, 250]);
