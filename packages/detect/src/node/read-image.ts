import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { ImageError } from '../errors';
import type { DetectorImage, RgbImage } from '../image';
import { decodeImage, fitRawImage, type ImageFit, MAX_IMAGE_BYTES, tooManyBytes } from './decode-image';

/** An image whose content is known but not yet decoded. */
export interface OpenedImage {
  /** Equal for equal contents. */
  key: string;
  decode: () => Promise<RgbImage>;
}

/**
 * Reads an image and names its content; decoding waits until it is known that no equal image was decoded before.
 *
 * @param size side of the square that it is to fit into, in pixels; a detector's own is in its manifest.
 * @throws {ImageError} if there is no such file, it cannot be read, it is too large, or it is a web address.
 */
export async function openImage(image: DetectorImage, size: number, fit: ImageFit = 'square'): Promise<OpenedImage> {
  if (typeof image === 'string') {
    const { bytes, name } = image.startsWith('data:') ? readDataUri(image) : { bytes: await readImageFile(image), name: image };
    return { key: contentKey(bytes), decode: () => decodeImage(bytes, size, name, fit) };
  }
  if (image instanceof Uint8Array) return { key: contentKey(image), decode: () => decodeImage(image, size, 'the image', fit) };
  if (!(image?.data instanceof Uint8Array)) {
    throw new ImageError('IMAGE_MISSING', 'no image given. Give a path, the bytes of an image file, or { data, width, height }.');
  }
  return { key: `${image.width}x${image.height}:${contentKey(image.data)}`, decode: () => fitRawImage(image, size, 'the image', fit) };
}

async function readImageFile(path: string): Promise<Uint8Array> {
  if (/^https?:\/\//i.test(path)) {
    throw new ImageError('IMAGE_URL', `${path}: web addresses are not fetched. Download the image and give its path.`);
  }
  try {
    const { size } = await stat(path);
    if (size > MAX_IMAGE_BYTES) throw tooManyBytes(path, size);
    return await readFile(path);
  } catch (error) {
    if (error instanceof ImageError) throw error;
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw missing
      ? new ImageError('IMAGE_MISSING', `${path}: there is no such image file. Check the path.`, { cause: error })
      : new ImageError('IMAGE_UNREADABLE', `${path}: cannot be read (${(error as Error).message}).`, { cause: error });
  }
}

function readDataUri(uri: string): { bytes: Uint8Array; name: string } {
  const comma = uri.indexOf(',');
  const header = uri.slice(0, comma === -1 ? 64 : comma);
  if (comma === -1 || !header.endsWith(';base64')) {
    throw new ImageError('IMAGE_DATA_URI', 'a data URI must have the form data:image/png;base64,...');
  }
  return { bytes: Buffer.from(uri.slice(comma + 1), 'base64'), name: 'the image of a data URI' };
}

function contentKey(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64');
}
