import { createReadStream } from 'node:fs';
import { InputError } from '@tldr-rm/schema';

/**
 * Number of lines of a file, for progress bars; about a gigabyte a second.
 *
 * @throws {InputError} `FILE_UNREADABLE`.
 */
export async function countLines(path: string): Promise<number> {
  let lines = 0;
  let lastByte = 10;
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
      for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) lines += 1;
      lastByte = chunk.at(-1)!;
    }
  } catch (error) {
    throw new InputError('FILE_UNREADABLE', `${path}: cannot be read (${(error as Error).message}).`, { cause: error });
  }
  return lastByte === 10 ? lines : lines + 1;
}
