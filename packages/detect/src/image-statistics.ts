import type { RgbImage } from './image';

/** Levels a channel is cut into for the joint colour histogram: 4 x 4 x 4 colours. */
const COLOUR_LEVELS = 4;

/** Upper bounds (of 255, inclusive) of the classes that brightness differences between neighbouring pixels are counted in; the last class is open. */
const STEP_BOUNDS = [0, 1, 2, 4, 8, 16, 32, 64] as const;

/** Length of the vector that {@link imageStatistics} gives. */
export const IMAGE_STATISTICS_LENGTH = COLOUR_LEVELS ** 3 + STEP_BOUNDS.length + 1;

/**
 * A small description of how a picture is painted, whatever it shows: a coarse joint colour histogram, then a histogram of the brightness steps between
 * horizontal and vertical neighbours (drawings have flat areas and sharp edges, photographs have noise and texture). Each entry is the square root of a share,
 * in [0, 1], which keeps rare classes visible beside common ones.
 *
 * @param image fitted to the detector's square, so that statistics of different pictures compare.
 */
export function imageStatistics({ data, width, height }: RgbImage): number[] {
  const pixels = width * height;
  const colours = new Float64Array(COLOUR_LEVELS ** 3);
  const brightness = new Uint8Array(pixels);
  for (let pixel = 0, at = 0; pixel < pixels; pixel += 1, at += 3) {
    const [red, green, blue] = [data[at]!, data[at + 1]!, data[at + 2]!];
    const colour = ((red >> 6) * COLOUR_LEVELS + (green >> 6)) * COLOUR_LEVELS + (blue >> 6);
    colours[colour]! += 1;
    // ITU-R BT.601 luma in integers.
    brightness[pixel] = (red * 77 + green * 150 + blue * 29) >> 8;
  }
  const steps = new Float64Array(STEP_BOUNDS.length + 1);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const here = brightness[y * width + x]!;
      if (x + 1 < width) steps[stepClass(Math.abs(here - brightness[y * width + x + 1]!))]! += 1;
      if (y + 1 < height) steps[stepClass(Math.abs(here - brightness[(y + 1) * width + x]!))]! += 1;
    }
  }
  const pairs = Math.max(1, (width - 1) * height + width * (height - 1));
  return [...Array.from(colours, (count) => Math.sqrt(count / pixels)), ...Array.from(steps, (count) => Math.sqrt(count / pairs))];
}

function stepClass(difference: number): number {
  const index = STEP_BOUNDS.findIndex((bound) => difference <= bound);
  return index === -1 ? STEP_BOUNDS.length : index;
}
