import { type DetectorImage, openImage } from '@tldr-rm/detect';
import sharp from 'sharp';

/** Longest side of a picture on a page, twice the size at which it is shown. */
const LONGEST_SIDE = 640;

/** Pictures up to this size are embedded without loss; larger ones are photographs more often than not. */
const LOSSLESS_SIDE = 256;

/**
 * An image as the data URI of a small picture that a page can embed. It is read as a detector reads it, under the same limits, and encoded anew, so nothing
 * else comes along.
 *
 * @throws {ImageError} if it cannot be used.
 */
export async function pictureDataUri(image: DetectorImage): Promise<string> {
  const { data, width, height } = await (await openImage(image, LONGEST_SIDE, 'inside')).decode();
  const picture = sharp(data, { raw: { width, height, channels: 3 } });
  const lossless = Math.max(width, height) <= LOSSLESS_SIDE;
  const bytes = await (lossless ? picture.png() : picture.webp({ quality: 85 })).toBuffer();
  return `data:image/${lossless ? 'png' : 'webp'};base64,${bytes.toString('base64')}`;
}
