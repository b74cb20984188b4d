import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { unwritable } from './unwritable';

/**
 * Lets a job that may fail write files into a folder: it writes to a temporary one, whose files take their places once it has succeeded. Whatever else the folder
 * holds stays. The temporary folder lies within, so that moving is renaming even where the folder is a mounted disk.
 *
 * @param last name of the file that is replaced last: one that says what the others must be, so that a half replaced folder is noticed.
 * @throws {InputError} `OUTPUT_UNWRITABLE` if the folder cannot be made or written.
 */
export async function replaceFiles<Result>(folder: string, last: string, write: (temporary: string) => Promise<Result>): Promise<Result> {
  await mkdir(folder, { recursive: true }).catch(unwritable(folder));
  const temporary = join(folder, `.${last}.tmp`);
  // What a killed job left.
  await rm(temporary, { recursive: true, force: true });
  await mkdir(temporary).catch(unwritable(folder));
  try {
    const result = await write(temporary);
    const names = await readdir(temporary);
    for (const name of [...names.filter((other) => other !== last), ...names.filter((other) => other === last)]) {
      await rename(join(temporary, name), join(folder, name)).catch(unwritable(join(folder, name)));
    }
    return result;
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}
