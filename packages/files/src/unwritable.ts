import { InputError } from '@tldr-rm/schema';
import { FileError } from './file-error';
import { systemReason } from './system-reason';

/** What the system says when there is no room. */
const FULL = new Set(['ENOSPC', 'EDQUOT']);

/**
 * What to do when a file or folder cannot be made or written: `await mkdir(path).catch(unwritable(path))`.
 *
 * @throws {FileError} `OUTPUT_UNWRITABLE` or `DISK_FULL`, naming the path, the reason and the remedy.
 */
export function unwritable(path: string): (error: Error) => never {
  return (error) => {
    if (InputError.isInstance(error)) throw error;
    if (FULL.has((error as NodeJS.ErrnoException).code ?? '')) {
      throw new FileError(
        'DISK_FULL',
        path,
        'cannot be written, since the disk is full. Free some space, or give an output on another disk.',
        {
          cause: error,
        },
      );
    }
    throw new FileError('OUTPUT_UNWRITABLE', path, `cannot be written (${systemReason(error)}). Give another output.`, { cause: error });
  };
}
