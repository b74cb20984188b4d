import { appendFile, readFile } from 'node:fs/promises';
import { unwritable, writeAtomically } from '@tldr-rm/files';

/** One line of a training log: a step's losses, or the figures of an evaluation. */
export interface LogEntry {
  step: number;
  [figure: string]: number | string;
}

/** A JSONL file of a training run. After a resume it holds each step once, as if the run had never stopped. */
export class TrainingLog {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  /** Drops what was logged after a step, and a line torn by a crash, so that the steps can be logged again. */
  async rewindTo(step: number): Promise<void> {
    const text = await readFile(this.#path, 'utf8').catch(() => '');
    const kept = text.split('\n').filter((line) => (parseStep(line) ?? Number.POSITIVE_INFINITY) <= step);
    await writeAtomically(this.#path, kept.map((line) => `${line}\n`).join(''));
  }

  async append(entry: LogEntry): Promise<void> {
    await appendFile(this.#path, `${JSON.stringify(entry)}\n`).catch(unwritable(this.#path));
  }
}

function parseStep(line: string): number | undefined {
  try {
    const step = (JSON.parse(line) as LogEntry).step;
    return typeof step === 'number' ? step : undefined;
  } catch {
    return undefined;
  }
}
