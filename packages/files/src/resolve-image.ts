import { isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where a sample's image lies: paths are relative to the folder of the samples file; addresses and data URIs stay as they are. */
export function resolveImage(image: string, folder: string): string {
  return isAddress(image) || isAbsolute(image) ? image : join(folder, image);
}

/** One name for one file, however its path is written, to tell whether two samples show the same image. */
export function imageIdentity(image: string): string {
  if (/^file:/i.test(image)) return fileURLToPath(image);
  return isAddress(image) ? image : resolve(image);
}

/** Whether it is a data URI or an address; names of files may have a colon in them, too (`a:1.png`). */
function isAddress(image: string): boolean {
  return /^(data|file):/i.test(image) || /^[a-z][a-z0-9+.-]*:\/\//i.test(image);
}
