import sharp, { type Sharp } from 'sharp';
import { ImageError } from '../errors';
import type { RgbImage } from '../image';
import { sniffImageFormat } from '../sniff-image-format';

/** Largest image that is decoded: 150 MB of pixels, more than phones and cameras in common use make; anything above is shrunk by the caller. */
export const MAX_IMAGE_PIXELS = 50_000_000;

/** Largest image file that is read: a 50-megapixel JPEG has about 25 MB. */
export const MAX_IMAGE_BYTES = 30 * 1024 * 1024;

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
  if (bytes.byteLength > MAX_IMAGE_BYTES) throw tooManyBytes(name, bytes.byteLength);
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
  if (width * height > MAX_IMAGE_PIXELS) {
    throw new ImageError(
      'IMAGE_TOO_LARGE',
      `${name}: ${width} x ${height} pixels are ${(width * height * 1e-6).toFixed(0)} megapixels; at most ${MAX_IMAGE_PIXELS / 1e6} are read. Shrink the image.`,
    );
  }
  try {
    return await fitToSize(open().autoOrient().flatten({ background: WHITE }).toColourspace('srgb'), size, fit);
  } catch (error) {
    throw damaged(error);
  }
}

/**
 * Fits raw pixels to a size.
 *
 * @throws {ImageError} `IMAGE_RAW` if the data do not have width x height x 3 bytes, `IMAGE_TOO_LARGE`.
 */
export async function fitRawImage(
  { data, width, height }: RgbImage,
  size: number,
  name: string,
  fit: ImageFit = 'square',
): Promise<RgbImage> {
  if (!Number.isInteger(width) || !Number.isInteger(height) || width < 1 || height < 1 || data.length !== width * height * 3) {
    throw new ImageError(
      'IMAGE_RAW',
      `${name}: raw pixels of ${width} x ${height} must have width x height x 3 bytes (red, green, blue); there are ${data.length}.`,
    );
  }
  if (width * height > MAX_IMAGE_PIXELS) {
    throw new ImageError('IMAGE_TOO_LARGE', `${name}: ${width} x ${height} pixels; at most ${MAX_IMAGE_PIXELS / 1e6} megapixels are read.`);
  }
  if (width === size && height === size) return { data, width, height };
  return fitToSize(sharp(data, { raw: { width, height, channels: 3 }, limitInputPixels: false }), size, fit);
}

/** The refusal of a file by its size, made before it is read as well as after. */
export function tooManyBytes(name: string, bytes: number): ImageError {
  return new ImageError(
    'IMAGE_FILE_TOO_LARGE',
    `${name}: ${(bytes / 1024 / 1024).toFixed(0)} MB; at most ${MAX_IMAGE_BYTES / 1024 / 1024} MB are read. Save the image smaller.`,
  );
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
