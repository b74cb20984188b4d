import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { unwritable, writeAtomically } from '@tldr-rm/files';
import { pagePath } from './page-path';

/**
 * Writes a page, and gives its path.
 *
 * @param out a file that ends in .html, or a folder that gets `report.html`.
 * @throws {InputError} `OUTPUT_UNWRITABLE`.
 */
export async function writePage(out: string, page: string): Promise<string> {
  const path = pagePath(out);
  await mkdir(dirname(path), { recursive: true }).catch(unwritable(out));
  await writeAtomically(path, page).catch(unwritable(path));
  return path;
}
