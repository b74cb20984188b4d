import { createHash } from 'node:crypto';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { shorten } from '@tldr-rm/schema';
import { FileError } from './file-error';

/** What a reference to an image means. Its tags are those of a detector's images. */
export type ImageReference = { type: 'path'; path: string } | { type: 'url'; url: string } | { type: 'data-uri'; uri: string };

/**
 * What a reference to an image means in a file of the user: a data URI, an address of the web, or else a file; `file:` addresses are files. `a:1.png` and `C:\a.png` are names of files, since only
 * `http`, `https`, `data` and `file` are addresses. Give no reference that came from outside: whatever file it names is opened.
 *
 * @param folder that relative paths start from.
 * @throws {FileError} `IMAGE_REFERENCE` if it can name no file.
 */
export function resolveImage(image: string, folder: string): ImageReference {
  if (/^data:/i.test(image)) return { type: 'data-uri', uri: image };
  if (/^https?:/i.test(image)) return { type: 'url', url: image };
  const path = /^file:/i.test(image) ? pathOfAddress(image) : image;
  if (path === '') throw new FileError('IMAGE_REFERENCE', '""', 'is empty, and names no image. Leave the image out, or name one.');
  if (path.includes('\0')) throw new FileError('IMAGE_REFERENCE', image, 'holds a NUL byte, which no name of a file has.');
  return { type: 'path', path: isAbsolute(path) ? path : join(folder, path) };
}

/** An image as it is referred to from another file: relative paths are rewritten; addresses, data URIs and absolute paths stay. */
export function moveImageReference(image: string, fromFile: string, toFile: string): string {
  if (isAbsolute(image) || /^(?:data|https?|file):/i.test(image)) return image;
  const reference = resolveImage(image, resolve(dirname(fromFile)));
  if (reference.type !== 'path') return image;
  return relative(resolve(dirname(toFile)), reference.path)
    .split(sep)
    .join('/');
}

/** One short name for one image, however it is referred to, to tell whether two samples show the same. */
export function imageIdentity(image: ImageReference): string {
  switch (image.type) {
    case 'path':
      return resolve(image.path);
    case 'url':
      return URL.canParse(image.url) ? new URL(image.url).href : image.url;
    case 'data-uri': {
      const comma = image.uri.indexOf(',') + 1;
      const content = createHash('sha256').update(image.uri.slice(comma)).digest('hex');
      return `${image.uri.slice(0, comma).toLowerCase()}sha256-${content}`;
    }
  }
}

/** The reference as a text, such as a file of samples has. */
export function imageText(image: ImageReference): string {
  return image.type === 'path' ? image.path : image.type === 'url' ? image.url : image.uri;
}

function pathOfAddress(image: string): string {
  try {
    if (!/^file:\//i.test(image)) throw new TypeError('a slash must follow "file:"');
    return fileURLToPath(image);
  } catch (error) {
    const reason = shorten((error as Error).message, 200);
    throw new FileError('IMAGE_REFERENCE', image, `is not the address of a file (${reason}). Give its path.`, { cause: error });
  }
}
