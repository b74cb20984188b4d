import { FileError } from './file-error';
import { isRereadable } from './input-source';
import { openInputStream } from './open-input-stream';
import { unreadable } from './unreadable';

/**
 * Number of lines of a file, unpacked, for progress bars; about a gigabyte a second where it is not packed.
 *
 * @throws {FileError} `FILE_UNREADABLE`; `NOT_A_FILE` of a pipe, which would be used up, and of a folder or a device.
 */
export async function countLines(path: string): Promise<number> {
  if (!(await isRereadable(path))) throw new FileError('NOT_A_FILE', path, 'can be read only once, so its lines cannot be counted before.');
  let lines = 0;
  let lastByte = 10;
  try {
    for await (const chunk of openInputStream(path)) {
      for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) lines += 1;
      lastByte = chunk.at(-1)!;
    }
  } catch (error) {
    unreadable(path)(error as Error);
  }
  return lastByte === 10 ? lines : lines + 1;
}
