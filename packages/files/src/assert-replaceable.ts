import { readdir } from 'node:fs/promises';
import { quote } from '@tldr-rm/schema';
import { FileError } from './file-error';
import { placeOf } from './place';
import { REPLACING } from './replacement';
import { isTemporary } from './temporary-name';
import { unwritable } from './unwritable';

/** Names of what a folder holds that are told where it is refused. */
const NAMES_TOLD = 5;

/** Tells by the names of all that a folder holds, sorted, whether it was made by the work that would replace it. */
export type IsOurs = (names: readonly string[]) => boolean | Promise<boolean>;

/**
 * Checks that a folder may be replaced: it is missing, empty, or known to be ours. Nothing is changed.
 *
 * @throws {FileError} `NOT_OURS` if it holds anything else, or is a file; `OUTPUT_UNWRITABLE` if it cannot be looked at.
 */
export async function assertReplaceable(folder: string, { isOurs }: { isOurs: IsOurs }): Promise<void> {
  const place = await placeOf(folder).catch(unwritable(folder));
  if (place.kind === 'file' && place.stats === null) return;
  if (place.kind !== 'folder') throw new FileError('NOT_OURS', folder, 'is a file, and a folder is to be written. Give another folder.');
  const names = (await readdir(place.path).catch(unwritable(folder))).filter((name) => name !== REPLACING && !isTemporary(name)).sort();
  if (names.length === 0 || (await isOurs(names))) return;
  const told = names.slice(0, NAMES_TOLD).map((name) => quote(name, 60));
  const more = names.length > NAMES_TOLD ? ` and ${names.length - NAMES_TOLD} more` : '';
  throw new FileError(
    'NOT_OURS',
    folder,
    `holds what would be lost, or does not belong there (${told.join(', ')}${more}). Give a new or an empty folder.`,
  );
}
