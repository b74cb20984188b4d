import { rm } from 'node:fs/promises';
import { shorten } from '@tldr-rm/schema';
import { z } from 'zod';
import { AppendableLines } from './appendable-lines';
import { skippedPath } from './beside';
import { isFileTarget, type OutputTarget } from './output-target';
import { toJsonLine } from './to-json-line';
import { writeAtomically } from './write-atomically';

/** Longest reason that is kept, in characters. */
const MAX_REASON_LENGTH = 1000;

const skippedLineSchema = z.object({ line: z.number().int().positive(), id: z.string().optional(), reason: z.string(), code: z.string() });

/** A line of the input that was left out: its 1-based number, and why. */
export type SkippedLine = z.infer<typeof skippedLineSchema>;

export interface SkippedLinesOptions {
  startAnew?: boolean;
  /** Last line of the input that an earlier run is known to have finished; what it noted beyond is forgotten, since those lines come again. All is kept if not given. */
  through?: number;
}

/** Lines of an input that a job has left out, in a JSONL file beside its output that is made with the first. Beside a pipe or a stream they are only counted. */
export class SkippedLines {
  /** Null beside an output that is no file. */
  readonly path: string | null;
  readonly #lines: AppendableLines | null;
  readonly #known: Set<number>;

  private constructor(path: string | null, lines: AppendableLines | null, known: Set<number>) {
    this.path = path;
    this.#lines = lines;
    this.#known = known;
  }

  /**
   * Opens the file beside an output, which goes on with what it holds.
   *
   * @throws {ResumeError} if that is not a file of skipped lines.
   */
  static async open(
    output: OutputTarget,
    { startAnew = false, through = Number.POSITIVE_INFINITY }: SkippedLinesOptions = {},
  ): Promise<SkippedLines> {
    if (!(await isFileTarget(output))) return new SkippedLines(null, null, new Set());
    const path = skippedPath(output as string);
    const earlier = await AppendableLines.open(path, { firstKey: 'line' });
    const kept: SkippedLine[] = [];
    let count = 0;
    for await (const { value } of earlier.written(skippedLineSchema)) {
      count += 1;
      if (!startAnew && value.line <= through) kept.push(value);
    }
    if (kept.length === 0) await rm(path, { force: true });
    else if (kept.length < count) await writeAtomically(path, kept.map(toJsonLine).join(''));
    const lines = kept.length < count ? await AppendableLines.open(path, { firstKey: 'line' }) : earlier;
    return new SkippedLines(path, lines, new Set(kept.map(({ line }) => line)));
  }

  /** Lines that were left out, those of earlier runs among them. */
  get count(): number {
    return this.#known.size;
  }

  has(line: number): boolean {
    return this.#known.has(line);
  }

  /** Notes a line, and waits until that is on the disk; one that is known already is not noted again. */
  async add({ line, id, reason, code }: SkippedLine): Promise<void> {
    if (this.#known.has(line)) return;
    this.#known.add(line);
    await this.#lines?.append([{ line, ...(id !== undefined && { id: shorten(id) }), reason: shorten(reason, MAX_REASON_LENGTH), code }]);
  }

  async close(): Promise<void> {
    await this.#lines?.close();
  }
}
