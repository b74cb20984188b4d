import { InputError, JsonlError, shorten } from '@tldr-rm/schema';
import type { z } from 'zod';
import { HOLDS, type InputFormat } from './formats';

/** Where in a dataset a sample stands: in JSONL its line, in JSON its record, in Parquet its row. Numbers begin at 1. */
export interface SamplePosition {
  unit: 'line' | 'record' | 'row';
  number: number;
}

/** A record of a dataset is broken or not of the expected shape. */
export class RecordError extends InputError {
  readonly file: string;
  readonly position: SamplePosition;

  constructor(file: string, position: SamplePosition, problem: string, options?: { cause?: unknown }) {
    super('DATASET_RECORD', `${file}: ${position.unit} ${position.number}: ${problem}`, options);
    this.file = file;
    this.position = position;
  }
}

/** Told of a record that cannot be used, instead of the error being thrown: reading goes on with the next, unless it throws. */
export type OnBadRecord = (error: JsonlError | RecordError) => Promise<void>;

/**
 * Leaves out a record, where that is allowed.
 *
 * @throws what was caught, if it says nothing of one record, or none may be left out.
 */
export async function leaveOut(caught: unknown, onBadRecord: OnBadRecord | undefined): Promise<void> {
  if (onBadRecord === undefined || !(caught instanceof RecordError || JsonlError.isInstance(caught))) throw caught;
  await onBadRecord(caught);
}

/** Longest description of what does not fit, in characters. */
const MAX_PROBLEMS_LENGTH = 600;

/** The error for a record: that of JSONL where it stands in a line. */
export function recordError(
  file: string,
  position: SamplePosition,
  problem: string,
  options?: { cause?: unknown },
): JsonlError | RecordError {
  return position.unit === 'line'
    ? new JsonlError(file, position.number, problem, options)
    : new RecordError(file, position, problem, options);
}

/**
 * A record of a file that was taken for one of a format.
 *
 * @throws {JsonlError | RecordError} if the record does not fit the schema; it says what the file was taken for.
 */
export function parseRecord<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  { path, format }: { path: string; format: InputFormat },
  position: SamplePosition,
): z.infer<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.slice(0, 3).map((issue) => `${issue.path.join('.') || '(record)'}: ${issue.message}`);
  throw recordError(
    path,
    position,
    `does not fit the format: ${shorten(problems.join('; '), MAX_PROBLEMS_LENGTH)}. The file was taken for ${HOLDS[format]}.`,
    {
      cause: parsed.error,
    },
  );
}
