import { lstat, mkdir, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { assertReplaceable, type IsOurs } from './assert-replaceable';
import { FileError } from './file-error';
import { lockOutput } from './lock-output';
import { makeFolder } from './make-folder';
import { nullIfMissing, placeOf } from './place';
import { mendReplacement, type Replacement, replaceAll, replacementOf } from './replacement';
import { unwritable } from './unwritable';

export interface ReplaceFilesOptions {
  /** Name of the file that speaks of the others: it leaves first and comes last, so that a half replaced folder is never taken for a whole one. */
  last: string;
  /** If given, a folder that holds anything else is refused. */
  isOurs?: IsOurs;
}

/**
 * Lets a job that may fail write files into a folder: it writes to a temporary one, whose files take their places once it has succeeded. The folder changes whole or not at all: where a file cannot
 * take its place, the old ones come back; where the process is killed in between, the next call sees to that, and until then the file that speaks of the others is missing. Whatever else the folder
 * holds stays; folders in it are never replaced. The temporary folder lies within, so that moving is renaming even where the folder is a mounted disk.
 *
 * @throws {FileError} `NOT_OURS`; `OUTPUT_IN_USE` if another process replaces the same folder now; `OUTPUT_UNWRITABLE` or `DISK_FULL`. The folder is as it was then, and nothing is left behind.
 */
export async function replaceFiles<Result>(
  folder: string,
  { last, isOurs }: ReplaceFilesOptions,
  write: (temporary: string) => Promise<Result>,
): Promise<Result> {
  const fail = unwritable(folder);
  if (isOurs !== undefined) await assertReplaceable(folder, { isOurs });
  const place = (await placeOf(folder).catch(fail)).path;
  const made = await makeFolder(place).catch(fail);
  const replacement = replacementOf(place);
  const lock = await lockOutput(replacement.work, { job: `replacing the files of ${folder}` });
  try {
    await mendReplacement(place).catch(fail);
    await mkdir(replacement.fresh, { recursive: true }).catch(fail);
    const result = await write(replacement.fresh);
    const names = await readdir(replacement.fresh).catch(fail);
    const order = [...names.filter((other) => other !== last), ...names.filter((other) => other === last)];
    await assertNoFolderInTheWay(replacement, order);
    for (const name of order) await syncFile(join(replacement.fresh, name)).catch(fail);
    await replaceAll(replacement, order).catch(fail);
    return result;
  } finally {
    await mendReplacement(place).catch(() => undefined);
    await made.undo();
    await lock.release();
  }
}

async function assertNoFolderInTheWay({ folder }: Replacement, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const path = join(folder, name);
    const stats = await lstat(path).catch(nullIfMissing);
    if (stats?.isDirectory()) throw new FileError('OUTPUT_UNWRITABLE', path, 'cannot be written (it is a folder). Give another output.');
  }
}

async function syncFile(path: string): Promise<void> {
  const handle = await open(path, 'r+').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EISDIR') return null;
    throw error;
  });
  try {
    await handle?.sync();
  } finally {
    await handle?.close();
  }
}
