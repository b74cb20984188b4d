import { stat } from 'node:fs/promises';
import { basename, sep } from 'node:path';
import { answersPath, partialPath, skippedPath, statePath } from './beside';
import { FileError } from './file-error';
import { foldedPath } from './folded-path';
import type { InputSource } from './input-source';
import type { OutputTarget } from './output-target';
import { placeOf } from './place';

/** The paths of one piece of work, by the names of the fields that say them. Fields that are not given, and streams, are passed over. */
export interface WorkPaths {
  /** What is read: files or folders. */
  inputs: Readonly<Record<string, InputSource | readonly InputSource[] | undefined>>;
  /** Files that are written. */
  outputs?: Readonly<Record<string, OutputTarget | undefined>>;
  /** Folders that are replaced, or filled. */
  folders?: Readonly<Record<string, string | undefined>>;
}

/** A path that is looked at, and what it is in the work. */
interface WorkPath {
  field: string;
  path: string;
  role: 'input' | 'output' | 'beside' | 'folder';
  /** The same for two paths of one file; null where it may be shared, as a terminal is. */
  identities: readonly string[];
  /** Where it lies, to tell whether it lies in a folder. */
  place: string;
}

/**
 * Refuses work that would write over what it reads, or over what else it writes: two paths that are the same file by their real paths, or by device and inode (symbolic and hard links), whether
 * or not they exist yet; an input or output that is a file kept beside an output (its state, its skipped lines, its answers); anything that lies in a folder that is replaced.
 *
 * @throws {FileError} `SAME_FILE`, naming both fields.
 */
export async function assertDistinctPaths({ inputs, outputs = {}, folders = {} }: WorkPaths): Promise<void> {
  const paths: WorkPath[] = [];
  for (const [field, given] of Object.entries(inputs)) {
    for (const source of Array.isArray(given) ? given : [given]) {
      if (typeof source === 'string') paths.push(await workPath(field, source, 'input'));
    }
  }
  for (const [field, target] of Object.entries(outputs)) {
    if (typeof target !== 'string') continue;
    paths.push(await workPath(field, target, 'output'));
    for (const beside of [statePath, partialPath, skippedPath]) paths.push(await workPath(field, beside(target), 'beside'));
    paths.push(await workPath(field, answersPath(target), 'beside'));
  }
  for (const [field, folder] of Object.entries(folders)) {
    if (folder !== undefined) paths.push(await workPath(field, folder, 'folder'));
  }
  for (const [index, one] of paths.entries()) {
    for (const other of paths.slice(index + 1)) assertDistinct(one, other);
  }
}

function assertDistinct(one: WorkPath, other: WorkPath): void {
  if (one.role === 'input' && other.role === 'input') return;
  if (one.field === other.field && (one.role === 'beside' || other.role === 'beside')) return;
  if (one.identities.some((identity) => other.identities.includes(identity))) {
    if (one.role === 'beside' && other.role === 'beside') return;
    throw new FileError(
      'SAME_FILE',
      other.path,
      `${describe(one)} and ${describe(other)} are the same file. Give one of them another path.`,
    );
  }
  for (const [folder, inner] of [
    [one, other],
    [other, one],
  ] as const) {
    if (folder.role === 'folder' && inner.role !== 'beside' && `${inner.place}${sep}`.startsWith(`${folder.place}${sep}`)) {
      throw new FileError(
        'SAME_FILE',
        inner.path,
        `${describe(inner)} lies in ${describe(folder)}, which is replaced. Give one of them another path.`,
      );
    }
  }
}

function describe({ field, path, role }: WorkPath): string {
  return role === 'beside' ? `a file that is kept beside "${field}" (${basename(path)})` : `"${field}"`;
}

async function workPath(field: string, path: string, role: WorkPath['role']): Promise<WorkPath> {
  const place = await placeOf(path).catch(() => null);
  const target = await stat(path, { bigint: true }).catch(() => null);
  // Whether it exists at all is told by whoever opens it.
  const where = place === null ? path : await foldedPath(place.path);
  const identities: string[] = [];
  const isShared = target?.isCharacterDevice() || target?.isBlockDevice() || target?.isSocket();
  if (!isShared) {
    if (place?.kind !== 'stream') identities.push(`path ${where}`);
    if (target) identities.push(`file ${target.dev} ${target.ino}`);
  }
  return { field, path, role, identities, place: where };
}
