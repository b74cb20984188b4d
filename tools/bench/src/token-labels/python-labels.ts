import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface, type Interface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('../../../reference/token-labels/labels.py', import.meta.url));

/** The same work in a Python process, which waits between the passes. */
export class PythonLabels {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;
  version = '';

  private constructor(process: ChildProcessWithoutNullStreams, lines: Interface) {
    this.#process = process;
    this.#lines = lines[Symbol.asyncIterator]();
  }

  /** @throws {Error} if Python ends, for example because `tokenizers` is missing. */
  static async start(python: string, tokenizerFile: string, pairsFile: string): Promise<PythonLabels> {
    const child = spawn(python, [SCRIPT, tokenizerFile, pairsFile], { env: { ...process.env, TOKENIZERS_PARALLELISM: 'true' } });
    child.stderr.pipe(process.stderr);
    const labels = new PythonLabels(child, createInterface({ input: child.stdout }));
    labels.version = (await labels.#answer<{ version: string }>()).version;
    return labels;
  }

  /** One pass over all pairs with a tokenizer that has just been loaded. */
  async pass(mode: 'batch' | 'single'): Promise<{ seconds: number; labels: Uint8Array }> {
    this.#process.stdin.write(`${mode}\n`);
    const { seconds, labels } = await this.#answer<{ seconds: number; labels: string }>();
    return { seconds, labels: Buffer.from(labels, 'base64') };
  }

  stop(): void {
    this.#process.stdin.end();
  }

  async #answer<T>(): Promise<T> {
    const { value, done } = await this.#lines.next();
    if (done) throw new Error('Python ended before it answered; what it said is above (it needs the package tokenizers).');
    return JSON.parse(value) as T;
  }
}
