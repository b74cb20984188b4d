import { isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TaggedImage } from '../image';

/** The image file at a path. Give no path that came from outside: whatever it names is opened. */
export function imageFile(path: string): TaggedImage {
  return { type: 'path', path };
}

/**
 * What a reference to an image means in a file or a command of the user: a data URI, an address, or else a path. `C:\a.png` and `a:1.png` are paths. Give no reference that came from
 * outside: whatever file it names is opened.
 *
 * @param relativeTo folder that relative paths start from; by default the current one.
 */
export function imageReference(reference: string, { relativeTo }: { relativeTo?: string } = {}): TaggedImage {
  if (/^data:/i.test(reference)) return { type: 'data-uri', uri: reference };
  if (isAddress(reference)) return { type: 'url', url: reference };
  return { type: 'path', path: relativeTo === undefined || isAbsolute(reference) ? reference : join(relativeTo, reference) };
}

/**
 * The path of the file that a reference names; null if it names none.
 *
 * @throws {TypeError} of a `file:` address that no file on this machine has.
 */
export function referencedFile(reference: string, options: { relativeTo?: string } = {}): string | null {
  const image = imageReference(reference, options);
  if (image.type === 'path') return image.path;
  return image.type === 'url' && /^file:/i.test(image.url) ? fileURLToPath(image.url) : null;
}

function isAddress(reference: string): boolean {
  return /^file:/i.test(reference) || /^[a-z][a-z0-9+.-]*:\/\//i.test(reference);
}
