import type { RgbImage } from './image';

/**
 * Lays images side by side as the image encoder reads them.
 *
 * @param images all of `size` x `size` pixels.
 * @returns [images, size, size, 3], channels in [0, 1].
 */
export function imagesToPixels(images: readonly RgbImage[], size: number): Float32Array {
  const length = size * size * 3;
  const pixels = new Float32Array(images.length * length);
  for (const [index, image] of images.entries()) {
    for (let at = 0; at < length; at += 1) pixels[index * length + at] = image.data[at]! / 255;
  }
  return pixels;
}
