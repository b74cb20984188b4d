import { isAbsolute, join } from 'node:path';

/** Where a sample's image lies: paths are relative to the folder of the samples file; URLs and data URIs stay as they are. */
export function resolveImage(image: string, folder: string): string {
  return /^[a-z][a-z0-9+.-]+:/i.test(image) || isAbsolute(image) ? image : join(folder, image);
}
