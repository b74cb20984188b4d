import { mkdir } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { unwritable, writeAtomically } from '@tldr-rm/files';

/**
 * Writes a page, and gives its path.
 *
 * @param out a file that ends in .html, or a folder that gets `report.html`.
 * @throws {InputError} `OUTPUT_UNWRITABLE`.
 */
export async function writePage(out: string, page: string): Promise<string> {
  const path = extname(out).toLowerCase() === '.html' ? out : join(out, 'report.html');
  await mkdir(dirname(path), { recursive: true }).catch(unwritable(out));
  await writeAtomically(path, page).catch(unwritable(path));
  return path;
}
