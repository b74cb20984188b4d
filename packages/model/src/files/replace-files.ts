import { copyFile, link, mkdir, open, rename, rm, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { inputError } from '../errors';
import { syncFolder } from './sync-folder';
import { unwritable } from './unwritable';

/**
 * Replaces files of a folder together: all are written under other names first, and take their places only then. Where one cannot, those before it go back. Whatever else the folder holds stays.
 *
 * @param files contents by name. The last one is moved last: it says what the others must be, so that what a power cut left half-way is noticed.
 * @param move how a file takes its place; tests give another.
 * @throws {InputError} `OUTPUT_TAKEN` if something that is no file has one of the names, `OUTPUT_UNWRITABLE` if the folder cannot be made or written; then it is as it was.
 */
export async function replaceFiles(folder: string, files: ReadonlyMap<string, string | Uint8Array>, move = rename): Promise<void> {
  const names = [...files.keys()];
  for (const name of names) {
    const found = await stat(join(folder, name)).catch(() => undefined);
    if (found && !found.isFile())
      throw inputError('OUTPUT_TAKEN', `${join(folder, name)} is no file, and one is written there. Move it away.`);
  }
  const isNew = await mkdir(folder, { recursive: true }).catch((error) => unwritable(folder, error));
  const staged = join(folder, `.${names.at(-1)}.tmp`);
  const [fresh, earlier] = [join(staged, 'new'), join(staged, 'old')];
  const moved: { name: string; existed: boolean }[] = [];
  try {
    // What a killed run left.
    await rm(staged, { recursive: true, force: true });
    for (const path of [staged, fresh, earlier]) await mkdir(path);
    const existing = new Set<string>();
    for (const [name, contents] of files) {
      await writeWhole(join(fresh, name), contents);
      if (await keepCopy(join(folder, name), join(earlier, name))) existing.add(name);
    }
    for (const name of names) {
      await move(join(fresh, name), join(folder, name));
      moved.push({ name, existed: existing.has(name) });
    }
    await syncFolder(folder);
  } catch (error) {
    for (const { name, existed } of moved) {
      if (existed) await rename(join(earlier, name), join(folder, name));
      else await rm(join(folder, name), { force: true });
    }
    await rm(staged, { recursive: true, force: true });
    if (isNew) await rmdir(folder).catch(() => undefined);
    unwritable(folder, error);
  }
  await rm(staged, { recursive: true, force: true });
}

async function writeWhole(path: string, contents: string | Uint8Array): Promise<void> {
  const handle = await open(path, 'wx');
  try {
    await handle.writeFile(contents);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Gives a file a second name, from which it can come back; says whether there is one. Disks without hard links get a copy. */
async function keepCopy(path: string, copy: string): Promise<boolean> {
  if (!(await stat(path).catch(() => undefined))) return false;
  await link(path, copy).catch(() => copyFile(path, copy));
  return true;
}
