import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface, type Interface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const SCRIPTS = new URL('../../reference/', import.meta.url);

/** A rival in a Python process, which waits between the rounds. */
export class TorchProcess {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;
  version = '';
  /** Number of parameters of the model that it trains. */
  parameters = 0;

  private constructor(process: ChildProcessWithoutNullStreams, lines: Interface) {
    this.#process = process;
    this.#lines = lines[Symbol.asyncIterator]();
  }

  /** Starts a script of tools/reference and lets it warm up. Throws with Python's own words if it ends, for example because torch is missing. */
  static async start(python: string, script: string, options: readonly string[]): Promise<TorchProcess> {
    const child = spawn(python, [fileURLToPath(new URL(script, SCRIPTS)), ...options]);
    child.stderr.pipe(process.stderr);
    const trainer = new TorchProcess(child, createInterface({ input: child.stdout }));
    const { torch, parameters } = await trainer.#answer<{ torch: string; parameters: number }>();
    trainer.version = torch;
    trainer.parameters = parameters;
    return trainer;
  }

  /** Seconds of each of some training steps or forward passes. */
  async time(what: 'step' | 'forward', count: number): Promise<number[]> {
    return (await this.ask<{ seconds: number[] }>(`${what} ${count}`)).seconds;
  }

  /** Writes a line to the script and waits for its answer, a line of JSON. */
  async ask<T>(line: string): Promise<T> {
    this.#process.stdin.write(`${line}\n`);
    return this.#answer<T>();
  }

  stop(): void {
    this.#process.stdin.end();
  }

  async #answer<T>(): Promise<T> {
    const { value, done } = await this.#lines.next();
    if (done) throw new Error('Python ended before it answered; what it said is above (it needs the package torch).');
    return JSON.parse(value) as T;
  }
}
