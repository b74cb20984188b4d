import type { BigIntStats } from 'node:fs';
import { lstat, readlink, realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';

/** Links that are followed from one path, as Linux does. */
const MAXIMUM_LINKS = 40;

/** Folders whose entries are what a process has open: `/dev/stdout`, `/dev/fd/63` and `/proc/self/fd/1` lead here. */
const DESCRIPTORS = /^\/(?:proc\/(?:self|thread-self|\d+)(?:\/task\/\d+)?|dev)\/fd$/;

/** What a path leads to, after all links. */
export type Place =
  /** A regular file, or one that can be made. `stats` is null if there is none yet. */
  | { kind: 'file'; path: string; stats: BigIntStats | null }
  | { kind: 'folder'; path: string; stats: BigIntStats }
  /** A pipe, a device, a socket, or something that a process has open: it is written through, never replaced. */
  | { kind: 'stream'; path: string; stats: BigIntStats | null };

/**
 * Follows the links of a path, also of one that does not exist yet.
 *
 * @throws what the system says, such as `ELOOP` or `ENOTDIR`.
 */
export async function placeOf(path: string, links = 0): Promise<Place> {
  const absolute = resolve(path);
  const folder = await realFolder(dirname(absolute), links);
  const here = join(folder, basename(absolute));
  if (DESCRIPTORS.test(folder)) return { kind: 'stream', path: absolute, stats: null };
  const stats = await lstat(here, { bigint: true }).catch(nullIfMissing);
  if (stats === null) return { kind: path.endsWith(sep) ? refuseMissingFolder(path) : 'file', path: here, stats };
  if (stats.isSymbolicLink()) {
    if (links === MAXIMUM_LINKS) throw systemError('ELOOP', 'too many symbolic links encountered');
    return placeOf(resolve(folder, await readlink(here)), links + 1);
  }
  if (stats.isDirectory()) return { kind: 'folder', path: here, stats };
  return stats.isFile() ? { kind: 'file', path: here, stats } : { kind: 'stream', path: here, stats };
}

/** The real path of a folder, also of one that does not exist yet. */
async function realFolder(folder: string, links: number): Promise<string> {
  const real = await realpath(folder).catch(nullIfMissing);
  return real ?? (await placeOf(folder, links)).path;
}

function refuseMissingFolder(path: string): never {
  throw systemError('EISDIR', `${path} names a folder`);
}

export function nullIfMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}

function systemError(code: string, message: string): Error {
  return Object.assign(new Error(`${code}: ${message}`), { code });
}
