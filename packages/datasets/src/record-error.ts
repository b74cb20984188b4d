import { InputError } from '@tldr-rm/schema';
import type { z } from 'zod';

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

/** @throws {RecordError} if a value does not fit its schema. */
export function parseRecord<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  file: string,
  position: SamplePosition,
): z.infer<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.slice(0, 3).map((issue) => `${issue.path.join('.') || '(record)'}: ${issue.message}`);
  throw new RecordError(file, position, `does not fit the format: ${problems.join('; ')}`, { cause: parsed.error });
}
