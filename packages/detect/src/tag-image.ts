import { shorten } from '@tldr-rm/schema';
import { ImageError } from './errors';
import type { BlobImage, DetectorImage, PixelImage, TaggedImage, UrlImage } from './image';

const TAGGED =
  "{ type: 'path', path }, { type: 'url', url }, { type: 'data-uri', uri }, { type: 'bytes', bytes } or { type: 'pixels', width, height, data }";

/** The image as what it is, with its tag. Callers may write JavaScript, so that nothing is believed of what they give. */
export function tagImage(image: DetectorImage): TaggedImage {
  if (typeof image === 'string') {
    throw new ImageError(
      'IMAGE_UNTAGGED',
      `the image is a bare text, ${shorten(image)}, which does not say what it is. Tag it: { type: 'path', path } opens a file, { type: 'data-uri', uri } reads a data URI.`,
    );
  }
  if (typeof image !== 'object' || image === null) throw new ImageError('IMAGE_MISSING', `no image given. Give ${TAGGED}.`);
  if (isBytes(image)) return { type: 'bytes', bytes: image };
  if ('type' in image && isTagged(image)) return image;
  if (isBlob(image)) return { type: 'bytes', bytes: image };
  if (isPixels(image)) return { type: 'pixels', data: image.data, width: image.width, height: image.height };
  if (isUrl(image)) return { type: 'url', url: image.href };
  throw new ImageError('IMAGE_UNTAGGED', `the image is none of what can be read. Give ${TAGGED}.`);
}

/** Equal for images that are the same thing to the caller: the same path or address, or the same object. */
export function imageIdentity(image: DetectorImage): unknown {
  if (typeof image !== 'object' || image === null || !('type' in image) || !isTagged(image)) return image;
  if (image.type === 'path') return `path:${image.path}`;
  if (image.type === 'url') return `url:${image.url}`;
  if (image.type === 'data-uri') return image.uri;
  return image.type === 'bytes' ? image.bytes : image;
}

function isTagged(image: object): image is TaggedImage {
  const { type, path, url, uri, bytes } = image as Record<string, unknown>;
  if (type === 'path') return typeof path === 'string';
  if (type === 'url') return typeof url === 'string';
  if (type === 'data-uri') return typeof uri === 'string';
  if (type === 'bytes') return isBytes(bytes) || isBlob(bytes);
  return type === 'pixels' && isPixels(image);
}

function isBytes(value: unknown): value is Uint8Array | ArrayBuffer {
  return value instanceof Uint8Array || value instanceof ArrayBuffer;
}

function isBlob(value: unknown): value is BlobImage {
  return typeof (value as BlobImage | null | undefined)?.arrayBuffer === 'function';
}

function isPixels(value: object): value is PixelImage {
  const { data } = value as { data?: unknown };
  return data instanceof Uint8Array || data instanceof Uint8ClampedArray;
}

function isUrl(value: object): value is UrlImage {
  return value instanceof URL;
}
