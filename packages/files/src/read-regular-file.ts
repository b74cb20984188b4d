import { constants } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { FileError } from './file-error';
import { unreadable } from './unreadable';

/** Bytes that are read at once where the file does not say how long it is. */
const BLOCK = 64 * 1024;

/**
 * Reads a file as a whole. Only regular files are read, by one who knows how much there may be: a pipe would be waited for, a device may never end, and the length that a file states need not
 * be true. At most one byte more than the limit is read.
 *
 * @throws {FileError} `NOT_A_FILE`, `FILE_TOO_LARGE` or `FILE_UNREADABLE`.
 */
export async function readRegularFile(path: string, { maximumBytes }: { maximumBytes: number }): Promise<Buffer> {
  const fail = unreadable(path);
  // Opening alone does something to some devices.
  assertRegular(path, await stat(path).catch(fail));
  const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)).catch(fail);
  try {
    const stats = await handle.stat();
    assertRegular(path, stats);
    const contents = await readUpTo(handle, maximumBytes + 1, stats.size).catch(fail);
    if (contents.length > maximumBytes)
      throw new FileError('FILE_TOO_LARGE', path, `is longer than ${maximumBytes} bytes, which is the limit.`);
    return contents;
  } finally {
    await handle.close();
  }
}

function assertRegular(path: string, stats: { isFile(): boolean; isDirectory(): boolean }): void {
  if (stats.isFile()) return;
  const kind = stats.isDirectory() ? 'a folder' : 'a pipe, a device or a socket';
  throw new FileError('NOT_A_FILE', path, `is ${kind}, and a file is needed.`);
}

async function readUpTo(handle: FileHandle, limit: number, stated: number): Promise<Buffer> {
  const blocks: Buffer[] = [];
  let length = 0;
  while (length < limit) {
    const block = Buffer.allocUnsafe(Math.min(limit - length, length < stated ? stated - length + 1 : BLOCK));
    const { bytesRead } = await handle.read(block, 0, block.length, null);
    if (bytesRead === 0) break;
    blocks.push(block.subarray(0, bytesRead));
    length += bytesRead;
  }
  return blocks.length === 1 ? blocks[0]! : Buffer.concat(blocks, length);
}
