import { InputError } from '@tldr-rm/schema';
import { FileError } from './file-error';
import { systemReason } from './system-reason';

/**
 * What to do when a file cannot be read: `await open(path).catch(unreadable(path))`.
 *
 * @throws {FileError} `FILE_UNREADABLE`, naming the path and the reason.
 */
export function unreadable(path: string): (error: Error) => never {
  return (error) => {
    if (InputError.isInstance(error)) throw error;
    throw new FileError('FILE_UNREADABLE', path, `cannot be read (${systemReason(error)}).`, { cause: error });
  };
}
