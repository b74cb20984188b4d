import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { InputError, JsonlError } from '@tldr-rm/schema';
import type { z } from 'zod';

/** Longest line that is read, in bytes: room for a 20-megapixel picture as a data URI; anything longer is not a sample. */
export const MAX_LINE_BYTES = 64 * 1024 * 1024;

/** A parsed line of a JSONL file, with its 1-based number. */
export interface JsonlLine<T> {
  line: number;
  value: T;
}

export interface ReadJsonlOptions {
  /** Called now and then with how many bytes of the file have been read, for progress bars. */
  onRead?: ((bytes: number) => void) | undefined;
}

/**
 * Streams a JSONL file, one checked object a line, in constant memory. Empty lines are skipped; a byte order mark is dropped. A file whose name ends with `.gz`
 * is unpacked on the way.
 *
 * @throws {InputError} if the file cannot be read.
 * @throws {JsonlError} naming file and line, if a line is not JSON, is too long, is cut off, or does not fit the schema.
 */
export async function* readJsonl<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
  options: ReadJsonlOptions = {},
): AsyncGenerator<JsonlLine<z.infer<Schema>>> {
  for await (const { line, text } of readLines(path, options)) {
    if (text.trim() === '') continue;
    let raw: unknown;
    try {
      raw = JSON.parse(text);
    } catch (error) {
      throw new JsonlError(path, line, `not valid JSON (${(error as Error).message}). Each line must hold one JSON object.`, {
        cause: error,
      });
    }
    const parsed = schema.safeParse(raw);
    if (!parsed.success) {
      const problems = parsed.error.issues.slice(0, 3).map((issue) => `${issue.path.join('.') || '(line)'}: ${issue.message}`);
      throw new JsonlError(path, line, `does not fit the format: ${problems.join('; ')}`, { cause: parsed.error });
    }
    yield { line, value: parsed.data };
  }
}

async function* readLines(path: string, { onRead }: ReadJsonlOptions): AsyncGenerator<{ line: number; text: string }> {
  const file = createReadStream(path, { highWaterMark: 1 << 18 });
  const stream = path.endsWith('.gz') ? pipeline(file, createGunzip(), () => undefined) : file;
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  let line = 0;
  const flush = (): string => {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: line > 1 }).decode(Buffer.concat(pending));
    pending = [];
    pendingBytes = 0;
    return text;
  };
  const decode = (): { line: number; text: string } => {
    line += 1;
    try {
      return { line, text: flush() };
    } catch (error) {
      throw new JsonlError(path, line, 'not valid UTF-8. Save the file as UTF-8.', { cause: error });
    }
  };
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      onRead?.(file.bytesRead);
      let from = 0;
      for (let newline = chunk.indexOf(10); newline !== -1; newline = chunk.indexOf(10, from)) {
        pending.push(chunk.subarray(from, newline));
        from = newline + 1;
        yield decode();
      }
      pending.push(chunk.subarray(from));
      pendingBytes += chunk.length - from;
      if (pendingBytes > MAX_LINE_BYTES) {
        throw new JsonlError(path, line + 1, `longer than ${MAX_LINE_BYTES} bytes. Is this a JSONL file, with one object a line?`);
      }
    }
  } catch (error) {
    if (error instanceof JsonlError) throw error;
    throw new InputError('FILE_UNREADABLE', `${path}: cannot be read (${(error as Error).message}).`, { cause: error });
  }
  if (pendingBytes > 0) yield decode();
}
