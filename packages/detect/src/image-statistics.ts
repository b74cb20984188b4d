import type { RgbImage } from './image';

/** Classes of brightness, 0 to 255, that pixels are counted in. */
const BRIGHTNESS_CLASSES = 8;

/** Side of the blocks that are looked at for flatness, in pixels. */
const BLOCK = 8;

/** A block is flat below this standard deviation of brightness, and pale above this mean. Painted backgrounds are both; the noise and texture of photographs are not. */
const FLAT_DEVIATION = 8;
const PALE_MEAN = 170;

/** Length of the vector that {@link imageStatistics} gives. */
export const IMAGE_STATISTICS_LENGTH = BRIGHTNESS_CLASSES + 1;

/**
 * A small description of how a picture is painted, whatever it shows: a histogram of brightness, and the share of it that is flat and pale. Each entry is the
 * square root of a share, in [0, 1], which keeps rare classes visible beside common ones. White margins do not count: they stand where a picture was not square.
 *
 * @param image fitted to the detector's square, so that statistics of different pictures compare.
 */
export function imageStatistics(image: RgbImage): number[] {
  const { left, top, right, bottom } = withoutMargins(image);
  const { data, width } = image;
  const classes = new Float64Array(BRIGHTNESS_CLASSES);
  let blocks = 0;
  let flatPaleBlocks = 0;
  for (let blockTop = top; blockTop < bottom; blockTop += BLOCK) {
    for (let blockLeft = left; blockLeft < right; blockLeft += BLOCK) {
      let [count, sum, squares] = [0, 0, 0];
      for (let y = blockTop; y < Math.min(bottom, blockTop + BLOCK); y += 1) {
        let at = (y * width + blockLeft) * 3;
        for (let x = blockLeft; x < Math.min(right, blockLeft + BLOCK); x += 1, at += 3) {
          // ITU-R BT.601 luma in integers.
          const value = (data[at]! * 77 + data[at + 1]! * 150 + data[at + 2]! * 29) >> 8;
          classes[(value * BRIGHTNESS_CLASSES) >> 8]! += 1;
          count += 1;
          sum += value;
          squares += value * value;
        }
      }
      const mean = sum / count;
      blocks += 1;
      if (mean > PALE_MEAN && squares / count - mean * mean < FLAT_DEVIATION ** 2) flatPaleBlocks += 1;
    }
  }
  const pixels = (right - left) * (bottom - top);
  return [...Array.from(classes, (count) => Math.sqrt(count / pixels)), Math.sqrt(flatPaleBlocks / blocks)];
}

/** The part of a picture inside of rows and columns that are white throughout; all of it if nothing else is there. */
function withoutMargins({ data, width, height }: RgbImage): { left: number; top: number; right: number; bottom: number } {
  const isWhite = (at: number): boolean => data[at] === 255 && data[at + 1] === 255 && data[at + 2] === 255;
  const rowIsWhite = (y: number): boolean => allBelow(width, (x) => isWhite((y * width + x) * 3));
  const columnIsWhite = (x: number): boolean => allBelow(height, (y) => isWhite((y * width + x) * 3));
  let [left, top, right, bottom] = [0, 0, width, height];
  while (top < bottom && rowIsWhite(top)) top += 1;
  if (top === bottom) return { left, top: 0, right, bottom };
  while (rowIsWhite(bottom - 1)) bottom -= 1;
  while (columnIsWhite(left)) left += 1;
  while (columnIsWhite(right - 1)) right -= 1;
  return { left, top, right, bottom };
}

function allBelow(length: number, holds: (index: number) => boolean): boolean {
  for (let index = 0; index < length; index += 1) if (!holds(index)) return false;
  return true;
}
