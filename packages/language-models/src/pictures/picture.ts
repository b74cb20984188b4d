import { createHash } from 'node:crypto';
import { InputError } from '@tldr-rm/schema';

/** Decoded pixels, 8 bits a channel, red, green, blue, row by row from the top left: `data.length === width * height * 3`. */
export interface RgbPicture {
  data: Uint8Array;
  width: number;
  height: number;
}

/** A picture that is decoded only where it is sent. */
export interface OpenedPicture {
  /** Equal for equal contents. */
  key: string;
  decode(): Promise<RgbPicture>;
}

/** A picture to ask about. */
export type Picture = RgbPicture | OpenedPicture;

/**
 * @throws {InputError} `PICTURE` if the pixels are not as many as width and height say.
 */
export function openedPicture(picture: Picture): OpenedPicture {
  if ('decode' in picture) return picture;
  const { data, width, height } = picture;
  const isSize = (side: number): boolean => Number.isInteger(side) && side > 0;
  if (!(data instanceof Uint8Array) || !isSize(width) || !isSize(height) || data.length !== width * height * 3) {
    throw new InputError('PICTURE', `a picture of ${width} x ${height} pixels must have three bytes for each, not ${data?.length} in all.`);
  }
  return { key: `${width}x${height}:${createHash('sha256').update(data).digest('base64')}`, decode: async () => picture };
}
