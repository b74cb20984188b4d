import sharp, { type Sharp } from 'sharp';
import { ImageError } from '../errors';
import type { PixelImage, RgbImage } from '../image';
import { sniffImageFormat } from '../sniff-image-format';
import { MAXIMUM_IMAGE_BYTES, MAXIMUM_IMAGE_PIXELS } from './image-limits';

const WHITE = { r: 255, g: 255, b: 255 };

/**
 * How an image is brought to a size: into a square of that side, with white margins where it is not square itself, as detectors read it; or `inside` of that
 * square in its own proportions, and never enlarged, as people look at it.
 */
export type ImageFit = 'square' | 'inside';

/**
 * Decodes an image file (its first frame) and fits it to a size: upright by its EXIF orientation, transparency on white. An upright image of that very size
 * keeps its pixels.
 *
 * @param name what to call the image in messages.
 * @throws {ImageError} `IMAGE_FORMAT` if it is no image of a known format, `IMAGE_TOO_LARGE` (before decoding), `IMAGE_DAMAGED` if it is cut off or broken.
 */
export async function decodeImage(bytes: Uint8Array, size: number, name: string, fit: ImageFit = 'square'): Promise<RgbImage> {
  if (bytes.byteLength > MAXIMUM_IMAGE_BYTES) throw tooManyBytes(name);
  const format = sniffImageFormat(bytes);
  if (format === null) {
    throw new ImageError('IMAGE_FORMAT', `${name}: not a PNG, JPEG, WebP, GIF or AVIF image. Convert it to one of these.`);
  }
  const damaged = (error: unknown): ImageError =>
    new ImageError('IMAGE_DAMAGED', `${name}: a cut-off or damaged ${format} image (${firstLine(error)}). Restore or save it again.`, {
      cause: error,
    });
  // The header is read first, with no limit, so that the refusal can name the size. Level 'error' refuses truncated and corrupt data, but not odd metadata.
  const open = (): Sharp => sharp(bytes, { failOn: 'error', limitInputPixels: false, pages: 1 });
  const { width, height } = await open()
    .metadata()
    .catch((error: unknown) => {
      throw damaged(error);
    });
  if (width * height > MAXIMUM_IMAGE_PIXELS) {
    throw new ImageError(
      'IMAGE_TOO_LARGE',
      `${name}: ${width} x ${height} pixels are ${(width * height * 1e-6).toFixed(0)} megapixels; at most ${MAXIMUM_IMAGE_PIXELS / 1e6} are read. Shrink the image.`,
    );
  }
  try {
    return await fitToSize(open().autoOrient().flatten({ background: WHITE }).toColourspace('srgb'), size, fit);
  } catch (error) {
    throw damaged(error);
  }
}

/**
 * Fits raw pixels to a size; transparency is laid on white.
 *
 * @throws {ImageError} `IMAGE_RAW` if the data do not have 3 or 4 bytes a pixel, `IMAGE_TOO_LARGE`.
 */
export async function fitRawImage(
  { data, width, height }: PixelImage,
  size: number,
  name: string,
  fit: ImageFit = 'square',
): Promise<RgbImage> {
  const channels = data.length / (width * height);
  if (!Number.isInteger(width) || !Number.isInteger(height) || width < 1 || height < 1 || (channels !== 3 && channels !== 4)) {
    throw new ImageError(
      'IMAGE_RAW',
      `${name}: raw pixels of ${width} x ${height} must have 3 bytes a pixel (red, green, blue), or 4 (and opacity); there are ${data.length}.`,
    );
  }
  if (width * height > MAXIMUM_IMAGE_PIXELS) {
    throw new ImageError(
      'IMAGE_TOO_LARGE',
      `${name}: ${width} x ${height} pixels; at most ${MAXIMUM_IMAGE_PIXELS / 1e6} megapixels are read.`,
    );
  }
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  if (width === size && height === size && channels === 3) return { data: bytes, width, height };
  const image = sharp(bytes, { raw: { width, height, channels }, limitInputPixels: false });
  return fitToSize(channels === 4 ? image.flatten({ background: WHITE }) : image, size, fit);
}

/** The refusal of a file by its size. */
export function tooManyBytes(name: string): ImageError {
  const limit = MAXIMUM_IMAGE_BYTES / 1024 / 1024;
  return new ImageError('IMAGE_FILE_TOO_LARGE', `${name}: more than ${limit} MB, and no more are read. Save the image smaller.`);
}

async function fitToSize(image: Sharp, size: number, fit: ImageFit): Promise<RgbImage> {
  const how = fit === 'square' ? ({ fit: 'contain', background: WHITE } as const) : ({ fit: 'inside', withoutEnlargement: true } as const);
  const { data, info } = await image
    .resize({ width: size, height: size, ...how })
    .removeAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0]!;
}
