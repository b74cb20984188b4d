import { isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where a sample's image lies: paths are relative to the folder of the samples file; URLs and data URIs stay as they are. */
export function resolveImage(image: string, folder: string): string {
  return /^[a-z][a-z0-9+.-]+:/i.test(image) || isAbsolute(image) ? image : join(folder, image);
}

/** One name for one file, however its path is written, to tell whether two samples show the same image. */
export function imageIdentity(image: string): string {
  if (image.startsWith('file:')) return fileURLToPath(image);
  return /^[a-z][a-z0-9+.-]+:/i.test(image) ? image : resolve(image);
}
