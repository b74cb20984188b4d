import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { unreadable } from './unreadable';

/** What is read: a path (also of a pipe, which can be read once), or a stream that the caller has open, such as its standard input. */
export type InputSource = string | Readable;

/** A source as a message names it. */
export function inputName(source: InputSource): string {
  return typeof source === 'string' ? source : 'input stream';
}

/**
 * Whether a source gives the same when it is read again. Pipes, process substitutions and streams do not; see `spoolInput`.
 *
 * @throws {FileError} `FILE_UNREADABLE`.
 */
export async function isRereadable(source: InputSource): Promise<boolean> {
  return typeof source === 'string' && (await stat(source).catch(unreadable(source))).isFile();
}
