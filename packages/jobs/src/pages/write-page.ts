import { mkdir } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { unwritable, writeAtomically } from '@tldr-rm/files';

/**
 * Writes a page, and gives its path.
 *
 * @param out a file that ends in .html, or a folder that gets `report.html`.
 * @param flag names it in the error; `--out` if not given.
 * @throws {InputError} `OUTPUT_UNWRITABLE`.
 */
export async function writePage(out: string, page: string, flag?: string): Promise<string> {
  const path = extname(out).toLowerCase() === '.html' ? out : join(out, 'report.html');
  await mkdir(dirname(path), { recursive: true }).catch(unwritable(out, flag));
  await writeAtomically(path, page).catch(unwritable(path, flag));
  return path;
}
