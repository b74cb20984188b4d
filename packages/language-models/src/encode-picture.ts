import type { RgbImage } from '@tldr-rm/detect';
import sharp from 'sharp';

/** Longest side of a picture that is sent, in pixels: servers shrink larger ones themselves, and bill what they get. */
export const MAX_SENT_SIDE = 1024;
/** Up to this side a picture is sent without loss (PNG); larger ones as JPEG, which is a tenth of the size. */
const LOSSLESS_SIDE = 512;
const JPEG_QUALITY = 92;

/** A picture as it is sent to a server. */
export async function encodePicture({ data, width, height }: RgbImage): Promise<{ data: Uint8Array; mediaType: string }> {
  const image = sharp(data, { raw: { width, height, channels: 3 } });
  return Math.max(width, height) <= LOSSLESS_SIDE
    ? { data: await image.png().toBuffer(), mediaType: 'image/png' }
    : { data: await image.jpeg({ quality: JPEG_QUALITY }).toBuffer(), mediaType: 'image/jpeg' };
}
