import { constants } from 'node:fs';
import { access, type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { TldrError } from '@tldr-rm/schema';
import type { z } from 'zod';
import { makeFolder } from './make-folder';
import { openOutput } from './open-output';
import type { Output } from './output';
import { type OutputTarget, outputName, outputPlace } from './output-target';
import { type JsonlLine, MAX_LINE_BYTES, readJsonl } from './read-jsonl';
import { ResumeError } from './resume-error';
import { toJsonLine } from './to-json-line';
import { unwritable } from './unwritable';

const BLOCK = 64 * 1024;

export interface AppendableLinesOptions {
  /** Whether to throw away what the file holds, whatever it is. */
  startAnew?: boolean;
  /** Bytes to keep, where what stands beyond is known to be of no use. */
  keep?: number;
  /** The key that every line begins with; `id` if not given. */
  firstKey?: string;
}

/**
 * A JSONL file that is written line by line, in order, by a job that may be killed at any moment and goes on after the last line. Opening it changes nothing: what it holds can be read with
 * {@link written} and checked; the first line that is written, or {@link finish}, drops a last line that was cut off. Pipes, devices and streams are written too; they hold nothing to go on with.
 */
export class AppendableLines {
  /** Whether what was written can be read again, and gone on with. */
  readonly resumable: boolean;
  readonly #name: string;
  readonly #file: LinesFile | null;
  #output: Output | null = null;
  readonly #target: OutputTarget;
  #bytes: number;
  #closed = false;

  private constructor(target: OutputTarget, file: LinesFile | null) {
    this.#target = target;
    this.#name = outputName(target);
    this.#file = file;
    this.resumable = file !== null;
    this.#bytes = file?.kept ?? 0;
  }

  /** Length of what is kept and what was written, with the line feed that the last line may lack. */
  get bytes(): number {
    return this.#bytes;
  }

  /**
   * Opens a file, which need not exist: it is made with the first line.
   *
   * @throws {FileError} `OUTPUT_UNWRITABLE`.
   * @throws {ResumeError} if the file does not begin with such a line.
   */
  static async open(target: OutputTarget, options: AppendableLinesOptions = {}): Promise<AppendableLines> {
    if (typeof target !== 'string') return new AppendableLines(target, null);
    const place = await outputPlace(target);
    if (place.kind === 'stream') return new AppendableLines(target, null);
    return new AppendableLines(target, await LinesFile.open(target, place.path, place.stats !== null, options));
  }

  /**
   * The whole lines that the file held when it was opened, without one that was cut off.
   *
   * @throws {JsonlError} naming file and line of one that does not fit.
   */
  async *written<Schema extends z.ZodType>(schema: Schema): AsyncGenerator<JsonlLine<z.infer<Schema>>> {
    if (this.#file === null || this.#file.whole === 0) return;
    yield* readJsonl(this.#file.path, schema, { end: this.#file.whole, name: this.#name });
  }

  /** Appends one line a value, and waits until they are on the disk. */
  async append(values: readonly unknown[]): Promise<void> {
    if (values.length === 0) return;
    await this.write(values);
    await this.sync();
  }

  /**
   * Appends one line a value; they may reach the disk later.
   *
   * @throws {FileError} `OUTPUT_UNWRITABLE` or `DISK_FULL`. A part of a line may have been written; it is dropped when the file is opened again.
   */
  async write(values: readonly unknown[]): Promise<void> {
    if (values.length === 0) return;
    if (this.#closed) throw new TldrError('CLOSED', `${this.#name}: lines cannot be written after it was closed.`);
    const lines = Buffer.from(values.map(toJsonLine).join(''));
    if (this.#file === null) {
      this.#output ??= await openOutput(this.#target);
      await this.#output.write(lines);
    } else {
      await this.#file.write(lines, this.#bytes);
    }
    this.#bytes += lines.length;
  }

  /** Waits until all lines that were written are on the disk. */
  async sync(): Promise<void> {
    await this.#file?.sync();
  }

  /** All lines are there: what an earlier run left unfinished is dropped, the rest is on the disk, and an empty file is made if there was nothing to write. */
  async finish(): Promise<void> {
    await this.#file?.mend();
    await this.sync();
    await this.close();
  }

  /** Ends writing. A file that nothing was written to is as it was. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#output?.finish();
    this.#output = null;
    await this.#file?.close();
  }
}

/** A regular file of lines. */
class LinesFile {
  readonly path: string;
  /** Bytes of the lines that are whole. */
  readonly whole: number;
  /** The same, with the line feed that the last one may lack. */
  readonly kept: number;
  readonly #name: string;
  #handle: FileHandle | null = null;

  private constructor(name: string, path: string, whole: number, kept: number) {
    this.#name = name;
    this.path = path;
    this.whole = whole;
    this.kept = kept;
  }

  static async open(
    name: string,
    path: string,
    exists: boolean,
    { startAnew = false, keep = Number.POSITIVE_INFINITY, firstKey = 'id' }: AppendableLinesOptions,
  ): Promise<LinesFile> {
    const fail = unwritable(name);
    if (!exists) {
      await assertFolderWritable(dirname(path)).catch(fail);
      return new LinesFile(name, path, 0, 0);
    }
    await access(path, constants.W_OK).catch(fail);
    if (startAnew) return new LinesFile(name, path, 0, 0);
    const handle = await open(path, 'r').catch(fail);
    try {
      const size = (await handle.stat()).size;
      if (size > 0 && !(await beginsLikeALine(handle, firstKey))) throw new ResumeError(name, 'is not a file of such lines');
      const end = Math.min(size, keep);
      const whole = await endOfLastLine(handle, end);
      const lacksLineFeed = whole < end && (await isWholeLine(handle, whole, end));
      return lacksLineFeed ? new LinesFile(name, path, end, end + 1) : new LinesFile(name, path, whole, whole);
    } catch (error) {
      return fail(error as Error);
    } finally {
      await handle.close();
    }
  }

  async write(lines: Buffer, position: number): Promise<void> {
    await this.mend();
    try {
      for (let written = 0; written < lines.length; ) {
        const { bytesWritten } = await this.#handle!.write(lines, written, lines.length - written, position + written);
        written += bytesWritten;
      }
    } catch (error) {
      // No part of a line stays where that can be helped.
      await this.#handle!.truncate(position).catch(() => undefined);
      unwritable(this.#name)(error as Error);
    }
  }

  /** Makes the file, or cuts it to what is kept of it. */
  async mend(): Promise<void> {
    if (this.#handle !== null) return;
    const fail = unwritable(this.#name);
    await makeFolder(dirname(this.path)).catch(fail);
    this.#handle = await open(this.path, constants.O_RDWR | constants.O_CREAT, 0o666).catch(fail);
    try {
      const { size } = await this.#handle.stat();
      if (size > this.whole) await this.#handle.truncate(this.whole);
      if (this.kept > this.whole) await this.#handle.write('\n', this.whole);
    } catch (error) {
      fail(error as Error);
    }
  }

  async sync(): Promise<void> {
    await this.#handle?.datasync().catch(unwritable(this.#name));
  }

  async close(): Promise<void> {
    const handle = this.#handle;
    this.#handle = null;
    await handle?.close().catch(unwritable(this.#name));
  }
}

/** Whether a file can be made in a folder that need not exist. */
async function assertFolderWritable(folder: string): Promise<void> {
  try {
    await access(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || dirname(folder) === folder) throw error;
    await assertFolderWritable(dirname(folder));
  }
}

/** Whether a file begins with a line, or with what a killed job left of one. */
async function beginsLikeALine(handle: FileHandle, firstKey: string): Promise<boolean> {
  const expected = Buffer.from(`{"${firstKey}":`);
  const start = Buffer.alloc(expected.length);
  const { bytesRead } = await handle.read(start, 0, start.length, 0);
  return start.subarray(0, bytesRead).equals(expected.subarray(0, bytesRead));
}

/** Whether what stands after the last line feed lacks nothing but its own. */
async function isWholeLine(handle: FileHandle, start: number, end: number): Promise<boolean> {
  if (end - start > MAX_LINE_BYTES) return false;
  const line = Buffer.alloc(end - start);
  const { bytesRead } = await handle.read(line, 0, line.length, start);
  try {
    JSON.parse(line.toString('utf8', 0, bytesRead));
    return true;
  } catch {
    return false;
  }
}

/** Number of bytes up to and including the last line feed. */
async function endOfLastLine(handle: FileHandle, size: number): Promise<number> {
  const block = Buffer.alloc(BLOCK);
  for (let end = size; end > 0; end -= BLOCK) {
    const start = Math.max(0, end - BLOCK);
    const { bytesRead } = await handle.read(block, 0, end - start, start);
    const newline = block.subarray(0, bytesRead).lastIndexOf(10);
    if (newline !== -1) return start + newline + 1;
  }
  return 0;
}
