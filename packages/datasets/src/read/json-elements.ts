import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Tokenizer, TokenParser } from '@streamparser/json';
import { InputError } from '@tldr-rm/schema';
import { RecordError } from '../record-error';
import type { ReadContext } from './raw-sample';

/** Longest stretch of JSON without a finished record, in bytes. Records of captions and questions are thousands of times shorter. */
export const MAX_RECORD_BYTES = 64 * 1024 * 1024;

/** An element of one of the arrays that are looked for. */
export interface JsonElement {
  /** The key that the array stands under; undefined if it is the whole file. */
  array: string | undefined;
  /** 1-based place of the element among all that are given. */
  number: number;
  /** As JSON has it, but an integer above 2^53 is a big one. */
  value: unknown;
}

/** Keeps the digits of integers that a number cannot hold. */
class ExactTokenizer extends Tokenizer {
  protected override parseNumber(text: string): number {
    const number = Number(text);
    const isExact = Number.isSafeInteger(number) || !/^-?\d+$/.test(text);
    return isExact ? number : (BigInt(text) as unknown as number);
  }
}

/** The tokenizer puts U+FFFD for what is not UTF-8. */
function assertUtf8(decoder: InstanceType<typeof TextDecoder>, chunk: Buffer): void {
  try {
    decoder.decode(chunk, { stream: true });
  } catch (error) {
    throw new Error('not UTF-8, here or further on; save the file as UTF-8', { cause: error });
  }
}

/**
 * Streams the elements of arrays of one JSON document, in the order of the file, without holding the document.
 *
 * @param source where to read, and what messages call it.
 * @param arrays keys of the arrays in the outermost object; null if the document itself is the array.
 * @throws {InputError} `FILE_UNREADABLE`.
 * @throws {RecordError} if the document is not valid JSON, is cut off, or has an element that is too long.
 */
export async function* readJsonElements(
  { source, path }: Pick<ReadContext, 'source' | 'path'>,
  arrays: readonly string[] | null,
  onRead?: (bytes: number) => void,
): AsyncGenerator<JsonElement> {
  const parser = new TokenParser({ paths: arrays?.map((key) => `$.${key}.*`) ?? ['$.*'], keepStack: false });
  const tokenizer = new ExactTokenizer();
  tokenizer.onToken = parser.write.bind(parser);
  parser.onError = tokenizer.error.bind(tokenizer);
  parser.onEnd = () => {
    if (!tokenizer.isEnded) tokenizer.end();
  };
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  const found: JsonElement[] = [];
  let number = 0;
  parser.onValue = ({ value, stack }) => {
    number += 1;
    found.push({ array: arrays === null ? undefined : String(stack[1]?.key), number, value });
  };
  const broken = (error: unknown): RecordError =>
    new RecordError(path, { unit: 'record', number: number + 1 }, `not valid JSON (${(error as Error).message})`, { cause: error });

  const file = createReadStream(source, { highWaterMark: 1 << 18 });
  const stream = source.endsWith('.gz') ? pipeline(file, createGunzip(), () => undefined) : file;
  let bytesSinceElement = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      onRead?.(file.bytesRead);
      try {
        assertUtf8(utf8, chunk);
        tokenizer.write(chunk);
      } catch (error) {
        // What stands before the broken place is delivered first.
        yield* found.splice(0);
        throw broken(error);
      }
      bytesSinceElement = found.length > 0 ? 0 : bytesSinceElement + chunk.length;
      if (bytesSinceElement > MAX_RECORD_BYTES) {
        throw new RecordError(path, { unit: 'record', number: number + 1 }, `longer than ${MAX_RECORD_BYTES} bytes, or there is none`);
      }
      yield* found.splice(0);
    }
  } catch (error) {
    if (InputError.isInstance(error)) throw error;
    throw new InputError('FILE_UNREADABLE', `${path}: cannot be read (${(error as Error).message}).`, { cause: error });
  }
  if (!parser.isEnded) throw new RecordError(path, { unit: 'record', number: number + 1 }, 'the file ends here, within its JSON');
}
