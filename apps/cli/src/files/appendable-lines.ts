import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';

const BLOCK = 64 * 1024;

/**
 * A JSONL file that is written line by line, in order, by a job that may be killed at any moment. Opening it drops a line that was cut off;
 * what has been appended stays, so that the job can go on after the last line.
 */
export class AppendableLines {
  readonly #handle: FileHandle;

  private constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  /**
   * Opens, or makes, a file.
   *
   * @param startAnew whether to throw away what it holds.
   */
  static async open(path: string, { startAnew = false } = {}): Promise<AppendableLines> {
    await mkdir(dirname(path), { recursive: true });
    const handle = await open(path, startAnew ? 'w+' : 'a+');
    try {
      const { size } = await handle.stat();
      const end = await endOfLastLine(handle, size);
      if (end < size) await handle.truncate(end);
    } catch (error) {
      await handle.close();
      throw error;
    }
    return new AppendableLines(handle);
  }

  /** Appends one line a value, and waits until they are on the disk. */
  async append(values: readonly unknown[]): Promise<void> {
    if (values.length === 0) return;
    await this.#handle.appendFile(values.map((value) => `${JSON.stringify(value)}\n`).join(''));
    await this.#handle.datasync();
  }

  async close(): Promise<void> {
    await this.#handle.close();
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
