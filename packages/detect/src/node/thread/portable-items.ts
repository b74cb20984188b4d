import { InputError } from '@tldr-rm/schema';
import type { DetectorItem } from '../../detector';
import { BatchItemError } from '../../errors';
import type { BlobImage, DetectorImage, TaggedImage } from '../../image';
import { tagImage } from '../../tag-image';

/**
 * Items as a message to a thread can carry them. Images that are one object stay one.
 *
 * @throws {BatchItemError} naming an item whose image is none.
 */
export function portableItems(items: readonly DetectorItem[]): DetectorItem[] {
  const images = new Map<DetectorImage, TaggedImage>();
  return items.map(({ image, prompt, response }, position) => {
    const known = images.get(image) ?? atItem(position, () => portableImage(tagImage(image)));
    images.set(image, known);
    return { image: known, prompt: portableText(prompt), response: portableText(response) };
  });
}

/** The same items with the content of blobs, which not every version of Node can post. */
export async function withBlobsRead(items: readonly DetectorItem[]): Promise<DetectorItem[]> {
  const contents = new Map<object, Promise<ArrayBuffer>>();
  return Promise.all(
    items.map(async (item) => {
      const blob = blobOf(item.image);
      if (!blob) return item;
      const content = contents.get(blob) ?? blob.arrayBuffer();
      contents.set(blob, content);
      return { ...item, image: await content };
    }),
  );
}

/** Whether an item's image is a `Blob`, tagged or not. */
export function hasBlob({ image }: DetectorItem): boolean {
  return blobOf(image) !== null;
}

function blobOf(image: DetectorImage): BlobImage | null {
  const { bytes = image } = (image ?? {}) as { bytes?: unknown };
  return typeof (bytes as { arrayBuffer?: unknown } | null)?.arrayBuffer === 'function' ? (bytes as BlobImage) : null;
}

/** A message copies the whole buffer that a view looks at. */
function portableImage(image: TaggedImage): TaggedImage {
  if (image.type === 'bytes' && image.bytes instanceof Uint8Array) return { type: 'bytes', bytes: ownBuffer(image.bytes) };
  if (image.type === 'pixels') return { type: 'pixels', data: ownBuffer(image.data), width: image.width, height: image.height };
  return image;
}

function ownBuffer<View extends Uint8Array | Uint8ClampedArray>(view: View): View {
  return view.byteLength === view.buffer.byteLength ? view : (view.slice() as View);
}

/** What is no text is refused in the thread; here it must only not break the message. */
function portableText(text: string): string {
  return typeof text === 'string' ? text : (null as unknown as string);
}

function atItem<Result>(position: number, action: () => Result): Result {
  try {
    return action();
  } catch (error) {
    throw error instanceof InputError ? new BatchItemError(position, error) : error;
  }
}
