import { MAX_IMAGE_PIXELS } from '@tldr-rm/detect';
import sharp from 'sharp';

/** Longest side of a picture on a page, twice the size at which it is shown. */
const LONGEST_SIDE = 640;

/** Pictures up to this size are embedded without loss; larger ones are photographs more often than not. */
const LOSSLESS_SIDE = 256;

/** An image (path, data URI, or bytes of an image file) as the data URI of a small picture that a page can embed. It is encoded anew, so nothing else comes along. */
export async function pictureDataUri(image: string | Uint8Array): Promise<string> {
  const input = typeof image === 'string' && image.startsWith('data:') ? Buffer.from(image.slice(image.indexOf(',') + 1), 'base64') : image;
  const picture = sharp(input, { limitInputPixels: MAX_IMAGE_PIXELS }).autoOrient();
  const { width, height } = await picture.metadata();
  const resized = picture.resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: 'inside', withoutEnlargement: true });
  const lossless = Math.max(width, height) <= LOSSLESS_SIDE;
  const bytes = await (lossless ? resized.png() : resized.webp({ quality: 85 })).toBuffer();
  return `data:image/${lossless ? 'png' : 'webp'};base64,${bytes.toString('base64')}`;
}
