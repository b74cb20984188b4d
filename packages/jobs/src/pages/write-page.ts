import { writeAtomically } from '@tldr-rm/files';
import { pagePath } from './page-path';

/**
 * Writes a page, and gives its path.
 *
 * @param report a file that ends in .html, or a folder that gets `report.html`.
 * @throws {FileError} `OUTPUT_UNWRITABLE` or `DISK_FULL`.
 */
export async function writePage(report: string, page: string): Promise<string> {
  const path = pagePath(report);
  await writeAtomically(path, page);
  return path;
}
