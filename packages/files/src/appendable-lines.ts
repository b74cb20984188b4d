import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { MAX_LINE_BYTES } from './read-jsonl';
import { ResumeError } from './resume-error';
import { unwritable } from './unwritable';

const BLOCK = 64 * 1024;

/** How every line begins that is appended here. */
const LINE_START = Buffer.from('{"id":');

/**
 * A JSONL file of objects with an `id` (their first key) that is written line by line, in order, by a job that may be killed at any moment. Opening it drops a
 * last line that was cut off; what has been appended stays, so that the job can go on after the last line.
 */
export class AppendableLines {
  readonly #handle: FileHandle;
  #bytes: number;

  private constructor(handle: FileHandle, bytes: number) {
    this.#handle = handle;
    this.#bytes = bytes;
  }

  /** Length of the file. */
  get bytes(): number {
    return this.#bytes;
  }

  /**
   * Opens, or makes, a file.
   *
   * @param startAnew whether to throw away what it holds.
   * @param keep bytes to keep, where more is known to be of no use; the rest is dropped.
   * @throws {InputError} `OUTPUT_UNWRITABLE`.
   * @throws {ResumeError} if the file does not begin with such a line. It is left as it is.
   */
  static async open(path: string, { startAnew = false, keep = Number.POSITIVE_INFINITY } = {}): Promise<AppendableLines> {
    await mkdir(dirname(path), { recursive: true }).catch(unwritable(path));
    const handle = await open(path, startAnew ? 'w+' : 'a+').catch(unwritable(path));
    try {
      const size = await handle.stat().then((stats) => stats.size);
      if (size > 0 && !(await beginsLikeALine(handle))) throw new ResumeError(path, 'is not a file that this command wrote');
      const kept = Math.min(size, keep);
      if (kept < size) await handle.truncate(kept);
      const end = await endOfLastLine(handle, kept);
      if (end < kept) await mendLastLine(handle, end, kept);
      return new AppendableLines(handle, (await handle.stat()).size);
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** Appends one line a value, and waits until they are on the disk. */
  async append(values: readonly unknown[]): Promise<void> {
    if (values.length === 0) return;
    await this.write(values);
    await this.sync();
  }

  /** Appends one line a value; they may reach the disk later. */
  async write(values: readonly unknown[]): Promise<void> {
    const lines = Buffer.from(values.map((value) => `${JSON.stringify(value)}\n`).join(''));
    await this.#handle.appendFile(lines);
    this.#bytes += lines.length;
  }

  /** Waits until all lines are on the disk. */
  async sync(): Promise<void> {
    await this.#handle.datasync();
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}

/** Whether a file is empty, or begins with a line or with what a killed job left of one. */
async function beginsLikeALine(handle: FileHandle): Promise<boolean> {
  const start = Buffer.alloc(LINE_START.length);
  const { bytesRead } = await handle.read(start, 0, start.length, 0);
  return start.subarray(0, bytesRead).equals(LINE_START.subarray(0, bytesRead));
}

/** Ends a last line that lacks nothing but its line feed, and drops one that was cut off. */
async function mendLastLine(handle: FileHandle, start: number, end: number): Promise<void> {
  if (end - start <= MAX_LINE_BYTES) {
    const line = Buffer.alloc(end - start);
    const { bytesRead } = await handle.read(line, 0, line.length, start);
    if (isJson(line.toString('utf8', 0, bytesRead))) {
      await handle.appendFile('\n');
      return;
    }
  }
  await handle.truncate(start);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
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
