import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { resolveImage } from './resolve-image';

/** An image as it is referred to from another file: relative paths are rewritten, addresses, data URIs and absolute paths stay. */
export function moveImageReference(image: string, fromFile: string, toFile: string): string {
  if (isAbsolute(image)) return image;
  const path = resolveImage(image, resolve(dirname(fromFile)));
  if (path === image) return image;
  return relative(resolve(dirname(toFile)), path)
    .split(sep)
    .join('/');
}
