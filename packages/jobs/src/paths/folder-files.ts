import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** A folder that is read, with what lies in it, for the check that nothing is written over it. A folder that is not there is reported by whoever opens it. */
export async function folderFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return [folder, ...names.map((name) => join(folder, name))];
}
