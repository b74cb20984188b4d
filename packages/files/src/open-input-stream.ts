import { createReadStream } from 'node:fs';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { InputSource } from './input-source';

/** How a gzip stream begins (RFC 1952, section 2.3.1). No text does. */
const GZIP_MAGIC = [0x1f, 0x8b] as const;

const CHUNK_BYTES = 1 << 18;

export interface InputStreamOptions {
  /** Called with how many bytes of the source have been read. */
  onRead?: ((bytes: number) => void) | undefined;
  /** Bytes of a file that are read. */
  end?: number | undefined;
}

/** The bytes of a source, unpacked if it is named `.gz` or begins as gzip does. */
export async function* openInputStream(source: InputSource, { onRead, end }: InputStreamOptions = {}): AsyncGenerator<Buffer> {
  const raw =
    typeof source === 'string'
      ? createReadStream(source, { highWaterMark: CHUNK_BYTES, ...(end !== undefined && { end: end - 1 }) })
      : source;
  const bytes = countBytes(raw, onRead);
  const first = await bytes.next();
  if (first.done) return;
  const all = startingWith(first.value, bytes);
  const isPacked = (typeof source === 'string' && /\.gz$/i.test(source)) || GZIP_MAGIC.every((byte, index) => first.value[index] === byte);
  yield* isPacked ? (pipeline(Readable.from(all, { objectMode: false }), createGunzip(), () => undefined) as AsyncIterable<Buffer>) : all;
}

async function* countBytes(stream: Readable, onRead: InputStreamOptions['onRead']): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of stream as AsyncIterable<Buffer | string>) {
    const buffer = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    bytes += buffer.length;
    onRead?.(bytes);
    if (buffer.length > 0) yield buffer;
  }
}

async function* startingWith(first: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* rest;
}
