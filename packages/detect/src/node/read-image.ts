import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { shorten } from '@tldr-rm/schema';
import { ImageError } from '../errors';
import type { BlobImage, DetectorImage, TaggedImage } from '../image';
import type { OpenedImage } from '../runtime';
import { tagImage } from '../tag-image';
import { decodeImage, fitRawImage, type ImageFit, tooManyBytes } from './decode-image';
import { MAXIMUM_IMAGE_BYTES } from './image-limits';
import { FileError, readBoundedFile } from './read-bounded-file';

/**
 * Reads an image and names its content; decoding waits until it is known that no equal image was decoded before.
 *
 * @param size side of the square that it is to fit into, in pixels; a detector's own is in its manifest.
 * @throws {ImageError} if there is no such file, it cannot be read, it is too large, or it is a web address or a text without a tag.
 */
export async function openImage(image: DetectorImage, size: number, fit: ImageFit = 'square'): Promise<OpenedImage> {
  const tagged = tagImage(image);
  if (tagged.type === 'pixels') {
    const { data, width, height } = tagged;
    return { key: `${width}x${height}:${contentKey(data)}`, decode: () => fitRawImage({ data, width, height }, size, 'the image', fit) };
  }
  const { bytes, name } = await readTagged(tagged);
  return { key: contentKey(bytes), decode: () => decodeImage(bytes, size, name, fit) };
}

type NamedBytes = { bytes: Uint8Array; name: string };

async function readTagged(image: Exclude<TaggedImage, { type: 'pixels' }>): Promise<NamedBytes> {
  switch (image.type) {
    case 'path':
      return { bytes: await readImageFile(image.path), name: shorten(image.path) };
    case 'url':
      return readUrl(image.url);
    case 'data-uri':
      return readDataUri(image.uri);
    case 'bytes':
      return { bytes: await contentOf(image.bytes), name: 'the image' };
  }
}

async function readUrl(url: string): Promise<NamedBytes> {
  if (/^data:/i.test(url)) return readDataUri(url);
  if (!/^file:/i.test(url)) {
    throw new ImageError(
      'IMAGE_URL',
      `${shorten(url)}: web addresses are not fetched. Download the image, and give its path or its bytes.`,
    );
  }
  let path: string;
  try {
    path = fileURLToPath(url);
  } catch (error) {
    throw new ImageError('IMAGE_URL', `${shorten(url)}: not the address of a file on this machine. Give its path.`, { cause: error });
  }
  return { bytes: await readImageFile(path), name: shorten(path) };
}

async function readImageFile(path: string): Promise<Uint8Array> {
  try {
    return await readBoundedFile(path, MAXIMUM_IMAGE_BYTES);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    const name = shorten(path);
    const options = { cause: error };
    switch (error.code) {
      case 'FILE_MISSING':
        throw new ImageError('IMAGE_MISSING', `${name}: there is no such image file. Check the path.`, options);
      case 'FILE_NOT_REGULAR':
        throw new ImageError('IMAGE_NOT_A_FILE', `${name}: a folder, a pipe or a device, not an image file. Give a file.`, options);
      case 'FILE_TOO_LARGE':
        throw tooManyBytes(name);
      case 'FILE_UNREADABLE':
        throw new ImageError('IMAGE_UNREADABLE', error.message, options);
    }
  }
}

function readDataUri(uri: string): NamedBytes {
  const name = 'the image of a data URI';
  // Three bytes stand in four characters.
  if (uri.length * 0.75 > MAXIMUM_IMAGE_BYTES + 1024) throw tooManyBytes(name);
  const comma = uri.indexOf(',');
  if (comma === -1 || !/^data:[^,]*;base64$/i.test(uri.slice(0, comma))) {
    throw new ImageError('IMAGE_DATA_URI', `a data URI must have the form data:image/png;base64,... and not ${shorten(uri)}.`);
  }
  return { bytes: Buffer.from(uri.slice(comma + 1), 'base64'), name };
}

async function contentOf(bytes: Uint8Array | ArrayBuffer | BlobImage): Promise<Uint8Array> {
  if (bytes instanceof Uint8Array) return bytes;
  if (bytes instanceof ArrayBuffer) return new Uint8Array(bytes);
  if (bytes.size > MAXIMUM_IMAGE_BYTES) throw tooManyBytes('the image');
  return new Uint8Array(await bytes.arrayBuffer());
}

function contentKey(bytes: Uint8Array | Uint8ClampedArray): string {
  return createHash('sha256').update(bytes).digest('base64');
}
