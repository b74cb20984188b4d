import sharp from 'sharp';
import type { RgbPicture } from './picture';

/** Longest side of a picture that is sent, in pixels: servers shrink larger ones themselves, and bill what they get. */
export const MAXIMUM_SENT_SIDE = 1024;
/** Up to this side a picture is sent without loss (PNG); larger ones as JPEG, which is a tenth of the size. */
const LOSSLESS_SIDE = 512;
const JPEG_QUALITY = 92;

/** A picture as it is sent to a server. */
export interface EncodedPicture {
  data: Uint8Array;
  mediaType: string;
}

/** Encodes a picture for a server; one that is larger than {@link MAXIMUM_SENT_SIDE} is made smaller. */
export async function encodePicture({ data, width, height }: RgbPicture): Promise<EncodedPicture> {
  const whole = sharp(data, { raw: { width, height, channels: 3 } });
  if (Math.max(width, height) <= LOSSLESS_SIDE) return { data: await whole.png().toBuffer(), mediaType: 'image/png' };
  const isTooLarge = Math.max(width, height) > MAXIMUM_SENT_SIDE;
  const image = isTooLarge ? whole.resize({ width: MAXIMUM_SENT_SIDE, height: MAXIMUM_SENT_SIDE, fit: 'inside' }) : whole;
  return { data: await image.jpeg({ quality: JPEG_QUALITY }).toBuffer(), mediaType: 'image/jpeg' };
}
