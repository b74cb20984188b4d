import { copyFile, link, mkdir, readdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { inputError } from '../errors';
import { syncFolder } from './sync-folder';
import { unwritable } from './unwritable';

/**
 * Replaces files of a folder together: all are written to a temporary folder first, and take their places only then. Where one cannot, those before it go back. Whatever else the folder holds stays. The
 * temporary folder lies within, so that moving is renaming even where the folder is a mounted disk.
 *
 * @param last name of the file that is moved last: one that says what the others must be, so that what a power cut left half-way is noticed.
 * @param write puts the files into the temporary folder.
 * @param move how a file takes its place; tests give another.
 * @throws {InputError} `OUTPUT_TAKEN` if something that is no file has one of the names, `OUTPUT_UNWRITABLE` if the folder cannot be made or written; then it is as it was.
 */
export async function replaceFiles<Result>(
  folder: string,
  last: string,
  write: (temporary: string) => Promise<Result>,
  move: (from: string, to: string) => Promise<void> = rename,
): Promise<Result> {
  const isNew = await mkdir(folder, { recursive: true }).catch((error) => unwritable(folder, error));
  const staged = join(folder, `.${last}.tmp`);
  const [fresh, earlier] = [join(staged, 'new'), join(staged, 'old')];
  const moved: { name: string; existed: boolean }[] = [];
  try {
    // What a killed run left.
    await rm(staged, { recursive: true, force: true });
    for (const path of [staged, fresh, earlier]) await mkdir(path);
    const result = await write(fresh);
    const written = await readdir(fresh);
    const names = [...written.filter((name) => name !== last), ...written.filter((name) => name === last)];
    const existing = new Set<string>();
    for (const name of names) if (await keepCopy(join(folder, name), join(earlier, name))) existing.add(name);
    for (const name of names) {
      await move(join(fresh, name), join(folder, name));
      moved.push({ name, existed: existing.has(name) });
    }
    await syncFolder(folder);
    await rm(staged, { recursive: true, force: true });
    return result;
  } catch (error) {
    for (const { name, existed } of moved) {
      if (existed) await rename(join(earlier, name), join(folder, name));
      else await rm(join(folder, name), { force: true });
    }
    await rm(staged, { recursive: true, force: true });
    if (isNew) await rmdir(folder).catch(() => undefined);
    return unwritable(folder, error);
  }
}

/** Gives a file a second name, from which it can come back; says whether there is one. Disks without hard links get a copy. */
async function keepCopy(path: string, copy: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return false;
  if (!found.isFile()) throw inputError('OUTPUT_TAKEN', `${path} is no file, and one is written there. Move it away.`);
  await link(path, copy).catch(() => copyFile(path, copy));
  return true;
}
