import { JsonlError, shorten } from '@tldr-rm/schema';
import type { z } from 'zod';
import { type InputSource, inputName } from './input-source';
import { openInputStream } from './open-input-stream';
import { unreadable } from './unreadable';

/** Longest line that is read, in bytes: room for a 20-megapixel picture as a data URI; anything longer is not a sample. */
export const MAX_LINE_BYTES = 64 * 1024 * 1024;

/** Longest description of what does not fit, in characters. */
const MAX_PROBLEMS_LENGTH = 600;

/** A parsed line of a JSONL file, with its 1-based number. */
export interface JsonlLine<T> {
  line: number;
  value: T;
}

export interface ReadJsonlOptions {
  /** Called now and then with how many bytes of the source have been read, for progress bars. */
  onRead?: ((bytes: number) => void) | undefined;
  /** Bytes of a file that are read; what stands beyond is not looked at. */
  end?: number | undefined;
  /** What messages call the source, where that is not its path. */
  name?: string | undefined;
  /** Told of a line that cannot be used, instead of the error being thrown: reading goes on with the next line, unless it throws. */
  onBadLine?: ((error: JsonlError) => Promise<void>) | undefined;
}

/**
 * Streams JSONL, one checked object a line, in constant memory. Empty lines are skipped; a byte order mark is dropped; what is packed by gzip is unpacked on the way. A pipe or a stream is read
 * once, to its end.
 *
 * @throws {FileError} `FILE_UNREADABLE`.
 * @throws {JsonlError} naming file and line, if a line is not JSON, is too long, is cut off, or does not fit the schema.
 */
export async function* readJsonl<Schema extends z.ZodType>(
  source: InputSource,
  schema: Schema,
  options: ReadJsonlOptions = {},
): AsyncGenerator<JsonlLine<z.infer<Schema>>> {
  const name = options.name ?? inputName(source);
  for await (const { line, bytes } of readLines(source, name, options)) {
    let parsed: { value: z.infer<Schema> } | null;
    try {
      const text = decode(bytes, name, line);
      parsed = text.trim() === '' ? null : { value: parse(text, schema, name, line) };
    } catch (error) {
      if (options.onBadLine === undefined || !JsonlError.isInstance(error)) throw error;
      await options.onBadLine(error);
      continue;
    }
    if (parsed !== null) yield { line, value: parsed.value };
  }
}

function decode(bytes: Buffer, name: string, line: number): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: line > 1 }).decode(bytes);
  } catch (error) {
    throw new JsonlError(name, line, 'not valid UTF-8. Save the file as UTF-8.', { cause: error });
  }
}

function parse<Schema extends z.ZodType>(text: string, schema: Schema, name: string, line: number): z.infer<Schema> {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    throw new JsonlError(name, line, `not valid JSON (${(error as Error).message}). Each line must hold one JSON object.`, {
      cause: error,
    });
  }
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.slice(0, 3).map((issue) => `${issue.path.join('.') || '(line)'}: ${issue.message}`);
  const problem = `does not fit the format: ${shorten(problems.join('; '), MAX_PROBLEMS_LENGTH)}`;
  throw new JsonlError(name, line, problem, { cause: parsed.error });
}

async function* readLines(
  source: InputSource,
  name: string,
  { onRead, end }: ReadJsonlOptions,
): AsyncGenerator<{ line: number; bytes: Buffer }> {
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  let line = 0;
  const flush = (): { line: number; bytes: Buffer } => {
    line += 1;
    const bytes = Buffer.concat(pending);
    pending = [];
    pendingBytes = 0;
    return { line, bytes };
  };
  try {
    for await (const chunk of openInputStream(source, { onRead, end })) {
      let from = 0;
      for (let newline = chunk.indexOf(10); newline !== -1; newline = chunk.indexOf(10, from)) {
        pending.push(chunk.subarray(from, newline));
        from = newline + 1;
        yield flush();
      }
      pending.push(chunk.subarray(from));
      pendingBytes += chunk.length - from;
      if (pendingBytes > MAX_LINE_BYTES) {
        throw new JsonlError(name, line + 1, `longer than ${MAX_LINE_BYTES} bytes. Is this JSONL, with one object a line?`);
      }
    }
  } catch (error) {
    unreadable(name)(error as Error);
  }
  if (pendingBytes > 0) yield flush();
}
