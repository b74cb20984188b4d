import type { Writable } from 'node:stream';
import { type Place, placeOf } from './place';
import { unwritable } from './unwritable';

/** Where something is written: a path (links are followed; pipes and devices are written through), or a stream that the caller has open, such as its standard output. */
export type OutputTarget = string | Writable;

/** A target as a message names it. */
export function outputName(target: OutputTarget): string {
  return typeof target === 'string' ? target : 'output stream';
}

/**
 * Whether a target is a file, or can be made one: only files can be gone on with, locked, and have files beside them.
 *
 * @throws {FileError} `OUTPUT_UNWRITABLE` if it is a folder, or its links lead nowhere.
 */
export async function isFileTarget(target: OutputTarget): Promise<boolean> {
  return typeof target === 'string' && (await outputPlace(target)).kind === 'file';
}

/**
 * What the path of an output file leads to.
 *
 * @throws {FileError} `OUTPUT_UNWRITABLE` if that is a folder, or links lead nowhere.
 */
export async function outputPlace(path: string): Promise<Exclude<Place, { kind: 'folder' }>> {
  const place = await placeOf(path).catch(unwritable(path));
  if (place.kind === 'folder') return unwritable(path)(new Error('it is a folder'));
  return place;
}
