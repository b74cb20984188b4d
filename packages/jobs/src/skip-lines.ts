import type { RecordError } from '@tldr-rm/datasets';
import { type OutputTarget, SkippedLines } from '@tldr-rm/files';
import { InputError, type JsonlError } from '@tldr-rm/schema';
import { z } from 'zod';
import type { JobNotice } from './job/job';

/** Field of jobs that read a file line by line. */
export const onErrorSpec = z
  .enum(['stop', 'skip'])
  .default('stop')
  .describe(
    'what becomes of a line that cannot be used: the job stops there, or leaves it out, and says which and why in a file beside the output',
  );

export interface SkipLinesOptions {
  onError: z.output<typeof onErrorSpec>;
  /** Whether what an earlier run left out is tried again. */
  startAnew: boolean;
  /** Told of the first lines that are left out where no file says which they are. */
  onNotice?: (notice: JobNotice) => void;
}

/** Lines that are told of where no file lists them. */
const TOLD_LINES = 20;

/** Lines of an input that a job leaves out, where it may. */
export interface LineSkipper {
  /** Lines that were left out, those of earlier runs among them. */
  readonly count: number;
  /** Says which lines and why; null where there is none, or no file beside the output. */
  readonly path: string | null;
  /** Whether an earlier run has left out a line: lines after it may be written already, so that it stays out. */
  has(line: number): boolean;
  /**
   * Leaves out a line that cannot be used; of a table a row, of a JSON document a record.
   *
   * @throws {JsonlError | RecordError} that was given, if the job is to stop there.
   */
  skip(error: JsonlError | RecordError, id?: string): Promise<void>;
  close(): Promise<void>;
}

/** What a summary says of lines that were left out; nothing if none was. */
export interface SkippedSummary {
  /** Lines that were left out. */
  skipped?: number;
  /** File that says which, and why. */
  skippedFile?: string;
}

/**
 * Begins to leave out lines, which are noted beside the output. An earlier run's lines stay left out.
 *
 * @param output null of a job that writes nothing: lines are only counted then.
 */
export async function openLineSkipper(
  output: OutputTarget | null,
  { onError, startAnew, onNotice }: SkipLinesOptions,
): Promise<LineSkipper> {
  const lines = output === null ? countedLines() : await SkippedLines.open(output, { startAnew });
  return {
    get count() {
      return lines.count;
    },
    get path() {
      return lines.count === 0 ? null : lines.path;
    },
    has: (line) => lines.has(line),
    async skip(error, id) {
      if (onError === 'stop') throw error;
      const { reason, code } = reasonOf(error);
      await lines.add({ line: 'line' in error ? error.line : error.position.number, reason, code, ...(id !== undefined && { id }) });
      if (lines.path === null && lines.count <= TOLD_LINES) onNotice?.({ code: 'LINE_LEFT_OUT', message: `left out: ${error.message}` });
    },
    close: () => lines.close(),
  };
}

function countedLines(): Pick<SkippedLines, 'path' | 'count' | 'has' | 'add' | 'close'> {
  const known = new Set<number>();
  return {
    path: null,
    get count() {
      return known.size;
    },
    has: (line) => known.has(line),
    add: async ({ line }) => void known.add(line),
    close: async () => undefined,
  };
}

export function skippedSummary({ count, path }: Pick<LineSkipper, 'count' | 'path'>): SkippedSummary {
  return { ...(count > 0 && { skipped: count }), ...(path !== null && { skippedFile: path }) };
}

/** The error of an input of which no line is left. */
export function nothingLeft(input: string, skipped: number): InputError {
  const problem = skipped === 0 ? 'there are no samples in this file' : `none of its ${skipped} lines can be used, and all were left out`;
  return new InputError('NO_SAMPLES', `${input}: ${problem}.`);
}

/** Without file and line, which stand beside it; the code of what was wrong with the line, where that is known. */
function reasonOf(error: JsonlError | RecordError): { reason: string; code: string } {
  const place = 'line' in error ? `${error.file}:${error.line}: ` : `${error.file}: ${error.position.unit} ${error.position.number}: `;
  const reason = error.message.startsWith(place) ? error.message.slice(place.length) : error.message;
  return { reason, code: InputError.isInstance(error.cause) ? error.cause.code : error.code };
}
