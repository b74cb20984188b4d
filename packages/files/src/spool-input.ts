import { mkdtemp, open, rm, stat } from 'node:fs/promises';
import { platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pid } from 'node:process';
import { isatty } from 'node:tty';
import { FileError } from './file-error';
import { type InputSource, inputName, isRereadable } from './input-source';
import { openInputStream } from './open-input-stream';
import { unreadable } from './unreadable';
import { unwritable } from './unwritable';

/** Most that is copied of a pipe: 10,000 photographs as data URIs, and less than the disk of a small machine. */
export const MAXIMUM_SPOOLED_BYTES = 8 * 1024 ** 3;

/** A source that can be read as often as one likes. */
export interface SpooledInput {
  /** Where to read it. */
  path: string;
  /** What messages should call it. */
  name: string;
  /** Removes the copy, if one was made. */
  close(): Promise<void>;
}

/**
 * Gives a file for a source: the file that it is, or a copy of a pipe or stream, unpacked. On Linux the copy has no name, so that nothing is left of it however the process ends.
 *
 * @throws an AbortError if the signal comes.
 * @throws {FileError} `FILE_UNREADABLE`; `FILE_TOO_LARGE`; `DISK_FULL` if there is no room for the copy.
 */
export async function spoolInput(
  source: InputSource,
  { maximumBytes = MAXIMUM_SPOOLED_BYTES, signal }: { maximumBytes?: number; signal?: AbortSignal } = {},
): Promise<SpooledInput> {
  const name = inputName(source);
  if (typeof source === 'string' && (await isRereadable(source))) return { path: source, name, close: async () => undefined };
  if (typeof source === 'string' && (await isEndlessDevice(source))) {
    throw new FileError('FILE_UNREADABLE', name, 'is a device, which gives bytes without end. Give a file or a pipe.');
  }
  const folder = await mkdtemp(join(tmpdir(), 'tldr-rm-')).catch(unwritable(tmpdir()));
  const copy = join(folder, 'input');
  const handle = await open(copy, 'wx+', 0o600).catch(unwritable(copy));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  const close = async (): Promise<void> => {
    await handle.close();
    await remove();
  };
  try {
    // A file that is open can be opened again there, although it has no name any more.
    const nameless = platform() === 'linux' ? `/proc/${pid}/fd/${handle.fd}` : null;
    if (nameless !== null) await remove();
    let bytes = 0;
    for await (const chunk of untilAborted(readable(source, name), signal)) {
      bytes += chunk.length;
      if (bytes > maximumBytes) {
        throw new FileError('FILE_TOO_LARGE', name, `gives more than ${maximumBytes} bytes. Save it to a file, and give that file.`);
      }
      await handle.appendFile(chunk).catch(unwritable(`${tmpdir()} (copy of ${name})`));
    }
    return { path: nameless ?? copy, name, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** `/dev/zero` and its like. A terminal and `/dev/null`, which end, are read. */
async function isEndlessDevice(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  if (!found?.isCharacterDevice() || found.rdev === (await stat('/dev/null').catch(() => null))?.rdev) return false;
  const handle = await open(path).catch(() => null);
  const isTerminal = handle !== null && isatty(handle.fd);
  await handle?.close();
  return !isTerminal;
}

async function* readable(source: InputSource, name: string): AsyncGenerator<Buffer> {
  try {
    yield* openInputStream(source);
  } catch (error) {
    unreadable(name)(error as Error);
  }
}

/** Ends at once when the signal comes, although a pipe may never give more. */
async function* untilAborted(chunks: AsyncGenerator<Buffer>, signal: AbortSignal | undefined): AsyncGenerator<Buffer> {
  if (signal === undefined) return yield* chunks;
  signal.throwIfAborted();
  let onAbort = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason);
  });
  aborted.catch(() => undefined);
  signal.addEventListener('abort', onAbort);
  try {
    for (;;) {
      const next = await Promise.race([chunks.next(), aborted]);
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
    // It is not waited for, since it waits for the pipe.
    void chunks.return(undefined);
  }
}
