import { mkdir, readdir, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isTemporary, syncFolder, unwritable } from '@tldr-rm/files';
import { inputError } from '../errors';

/** What a folder may be replaced for. */
export interface ReplaceableFolder {
  /** What is written, for messages: "a checkpoint". */
  what: string;
  /** Names that such a folder holds: all of the required ones, and no others but the optional. */
  required: readonly string[];
  optional: readonly string[];
}

/**
 * Checks that a folder may be written: it is missing, empty, or holds an earlier one of its kind and nothing else.
 *
 * @returns the folder behind links.
 * @throws {InputError} `OUTPUT_TAKEN` if something else is there.
 */
export async function checkReplaceable(folder: string, kind: ReplaceableFolder): Promise<string> {
  const target = await realpath(folder).catch(() => folder);
  const found = await stat(target).catch(() => undefined);
  if (found === undefined) return target;
  const names = found.isDirectory() ? await readdir(target) : undefined;
  if (names && (names.length === 0 || isOfKind(names, kind))) return target;
  const foreign = names?.find((name) => !kind.required.includes(name) && !kind.optional.includes(name));
  const problem = names
    ? `holds ${foreign === undefined ? 'only a part of one' : `other things (${foreign.slice(0, 100)})`}`
    : 'is no folder';
  throw inputError(
    'OUTPUT_TAKEN',
    `${folder}: ${kind.what} is written there, but it ${problem}, which would be deleted. Give a new or empty folder, or an earlier one of its kind.`,
  );
}

/** Whether a folder holds one of a kind and nothing else, so that deleting it deletes nothing that is not known. */
export async function holdsOnly(folder: string, kind: ReplaceableFolder): Promise<boolean> {
  return isOfKind(await readdir(folder).catch(() => []), kind);
}

/**
 * Writes a folder that appears whole or not at all, in place of an earlier one of its kind.
 *
 * @param write puts the files into a folder beside it.
 * @throws {InputError} `OUTPUT_TAKEN` if the folder holds something else; then everything is as it was.
 * @throws {FileError} `OUTPUT_UNWRITABLE` or `DISK_FULL` if the file system refuses; then too.
 */
export async function replaceFolder(folder: string, kind: ReplaceableFolder, write: (temporary: string) => Promise<void>): Promise<void> {
  const target = await checkReplaceable(folder, kind);
  const parent = dirname(target);
  const { temporary, earlier } = await mendFolder(target, kind);
  try {
    await mkdir(temporary, { recursive: true });
    await write(temporary);
    await syncFolder(temporary);
    const hadEarlier = await rename(target, earlier).then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return false;
        throw error;
      },
    );
    try {
      await rename(temporary, target);
    } catch (error) {
      if (hadEarlier) await rename(earlier, target);
      throw error;
    }
    await syncFolder(parent);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    throw isOfSystem(error) ? unwritable(folder)(error) : error;
  }
  await rm(earlier, { recursive: true, force: true });
}

/**
 * Ends what a killed run began: what it had not finished is deleted, and an earlier folder that it had moved away comes back.
 *
 * @returns the names under which new and earlier ones stand for a while.
 * @throws {InputError} `OUTPUT_TAKEN` if one of these names is that of something else.
 */
export async function mendFolder(target: string, kind: ReplaceableFolder): Promise<{ temporary: string; earlier: string }> {
  const [temporary, earlier] = [join(dirname(target), `.${basename(target)}.tmp`), join(dirname(target), `.${basename(target)}.old`)];
  await clear(temporary, kind);
  // It was killed between the two moves.
  if (!(await stat(target).catch(() => undefined)) && (await holdsOnly(earlier, kind))) await rename(earlier, target);
  await clear(earlier, kind);
  return { temporary, earlier };
}

function isOfSystem(error: unknown): error is Error {
  return error instanceof Error && /^E[A-Z]+$/.test((error as NodeJS.ErrnoException).code ?? '');
}

/** Deletes what a killed run left, and nothing else. */
async function clear(path: string, { required, optional, what }: ReplaceableFolder): Promise<void> {
  const names = await readdir(path).catch((error: NodeJS.ErrnoException) => (error.code === 'ENOENT' ? undefined : []));
  if (names === undefined) return;
  const known = [...required, ...optional];
  const isOurs = (name: string): boolean => isTemporary(name) || known.includes(name);
  if (!names.every(isOurs))
    throw inputError('OUTPUT_TAKEN', `${path}: ${what} is written by way of this name, but other things are there. Move them away.`);
  await rm(path, { recursive: true, force: true });
}

function isOfKind(names: readonly string[], { required, optional }: ReplaceableFolder): boolean {
  return required.every((name) => names.includes(name)) && names.every((name) => required.includes(name) || optional.includes(name));
}
