import { constants } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { InputError, shorten } from '@tldr-rm/schema';

export type FileErrorCode = 'FILE_MISSING' | 'FILE_NOT_REGULAR' | 'FILE_TOO_LARGE' | 'FILE_UNREADABLE';

/** A file that was named cannot be read as one of bounded size. */
export class FileError extends InputError {
  declare readonly code: FileErrorCode;

  constructor(code: FileErrorCode, message: string, options?: { cause?: unknown }) {
    super(code, message, options);
  }
}

/** Bytes that are asked for at once. */
const CHUNK_BYTES = 1024 * 1024;

/** Where it is known, an open of a pipe does not wait for a writer: a path may become one after it was looked at. */
const READ_WITHOUT_WAITING = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/**
 * Opens a regular file: never a pipe, which may wait for ever, nor a device, which may never end.
 *
 * @throws {FileError} `FILE_MISSING`, `FILE_NOT_REGULAR`, `FILE_UNREADABLE`.
 */
export async function openRegularFile(path: string): Promise<FileHandle> {
  try {
    // Looked at before it is opened, since opening a device may do something; and again after it, since it may be another file by then.
    if (!(await stat(path)).isFile()) throw notRegular(path);
    const file = await open(path, READ_WITHOUT_WAITING);
    if ((await file.stat()).isFile()) return file;
    await file.close();
    throw notRegular(path);
  } catch (error) {
    throw asFileError(path, error);
  }
}

/**
 * Reads a regular file of at most so many bytes. What the file system says of its size is not believed: no more than one byte beyond the limit is ever read.
 *
 * @throws {FileError} `FILE_TOO_LARGE`, and those of {@link openRegularFile}.
 */
export async function readBoundedFile(path: string, maximumBytes: number): Promise<Buffer> {
  const file = await openRegularFile(path);
  try {
    const { size } = await file.stat();
    let buffer = Buffer.allocUnsafe(Math.min(maximumBytes, size) + 1);
    let length = 0;
    while (true) {
      const room = Math.min(buffer.length - length, CHUNK_BYTES);
      const { bytesRead } = await file.read(buffer, length, room, length);
      length += bytesRead;
      if (length > maximumBytes) throw new FileError('FILE_TOO_LARGE', `${shorten(path)}: larger than ${maximumBytes} bytes.`);
      if (bytesRead === 0) return buffer.subarray(0, length);
      if (length === buffer.length) buffer = Buffer.concat([buffer], Math.min(2 * length, maximumBytes + 1));
    }
  } catch (error) {
    throw asFileError(path, error);
  } finally {
    await file.close();
  }
}

function notRegular(path: string): FileError {
  return new FileError('FILE_NOT_REGULAR', `${shorten(path)}: not a regular file but a folder, a pipe or a device. Give a file.`);
}

function asFileError(path: string, error: unknown): FileError {
  if (error instanceof FileError) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new FileError('FILE_MISSING', `${shorten(path)}: there is no such file.`, { cause: error });
  }
  // Node's own message quotes the path in full.
  const reason = code ?? shorten(message);
  return new FileError('FILE_UNREADABLE', `${shorten(path)}: cannot be read (${reason}).`, { cause: error });
}
