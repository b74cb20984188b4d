import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** A real path, so written that two that name the same file are equal: where the file system does not tell capitals from small letters, in small ones. */
export async function foldedPath(path: string): Promise<string> {
  return (await ignoresCase(dirname(path))) ? path.normalize('NFC').toLowerCase() : path;
}

/** Told by the nearest folder that exists and has a letter in its path: whether it is found by other letters too. */
async function ignoresCase(folder: string): Promise<boolean> {
  const other = swapCase(folder);
  if (other === folder) return false;
  const stats = await stat(folder, { bigint: true }).catch(() => null);
  if (stats === null) return dirname(folder) === folder ? false : ignoresCase(dirname(folder));
  const found = await stat(other, { bigint: true }).catch(() => null);
  return found !== null && found.dev === stats.dev && found.ino === stats.ino;
}

function swapCase(text: string): string {
  const upper = text.toUpperCase();
  return upper === text ? text.toLowerCase() : upper;
}
