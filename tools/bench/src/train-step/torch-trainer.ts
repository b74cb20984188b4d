import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface, type Interface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('../../../reference/train-step/train_step.py', import.meta.url));

/** The same training in a Python process, which waits between the rounds. */
export class TorchTrainer {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;
  version = '';

  private constructor(process: ChildProcessWithoutNullStreams, lines: Interface) {
    this.#process = process;
    this.#lines = lines[Symbol.asyncIterator]();
  }

  /** Starts Python and lets it warm up. Throws with Python's own words if it ends, for example because torch is missing. */
  static async start(python: string, mode: string, threads: number): Promise<TorchTrainer> {
    const child = spawn(python, [SCRIPT, '--mode', mode, '--threads', String(threads)]);
    child.stderr.pipe(process.stderr);
    const trainer = new TorchTrainer(child, createInterface({ input: child.stdout }));
    trainer.version = (await trainer.#answer<{ torch: string }>()).torch;
    return trainer;
  }

  /** Seconds of each of some training steps or forward passes. */
  async time(what: 'step' | 'forward', count: number): Promise<number[]> {
    this.#process.stdin.write(`${what} ${count}\n`);
    return (await this.#answer<{ seconds: number[] }>()).seconds;
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
