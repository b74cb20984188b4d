import { dirname } from 'node:path';
import { InputError } from '@tldr-rm/schema';
import {
  type AsyncBuffer,
  asyncBufferFromFile,
  type FileMetaData,
  parquetMetadataAsync,
  parquetReadObjects,
  parquetSchema,
} from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { fromCodePoints } from '../code-points';
import { RecordError, type SamplePosition } from '../record-error';
import { imageDataUri, imageKind, unpackImage } from './image-bytes';
import { chooseColumns, type ParquetColumns, type SampleField } from './parquet-columns';
import type { RawSample, ReadContext } from './raw-sample';

/** Largest footer that is read, in bytes: it tells of columns and row groups, and has about a hundred bytes for each column of each group. */
export const MAX_PARQUET_FOOTER_BYTES = 64 * 1024 * 1024;

/** Largest row group that is read, in bytes, unpacked, of the columns that are needed: a row group is held in memory as a whole. */
export const MAX_ROW_GROUP_BYTES = 1024 * 1024 * 1024;

/** The last bytes of the file: the length of the footer, and the letters PAR1. */
const TAIL_BYTES = 8;

/**
 * Rows of a Parquet table, a row group at a time.
 *
 * @throws {InputError} `PARQUET_UNREADABLE`, `DATASET_COLUMNS`, or `ROW_GROUP_TOO_LARGE`.
 * @throws {RecordError} naming the row, if a picture or a piece of JSON in it is broken.
 */
export async function* readParquet(context: ReadContext): AsyncGenerator<RawSample> {
  const { path, onRead } = context;
  const unreadable = (error: unknown): never => {
    throw new InputError('PARQUET_UNREADABLE', `${path}: cannot be read as Parquet (${(error as Error).message}).`, { cause: error });
  };
  const file = await asyncBufferFromFile(path).catch((error: Error) => {
    throw new InputError('FILE_UNREADABLE', `${path}: cannot be read (${error.message}).`, { cause: error });
  });
  const metadata = await readMetadata(file).catch(unreadable);
  const names = parquetSchema(metadata).children.map(({ element }) => element.name);
  const columns = chooseColumns(names, context.columns, path);
  const wanted = Object.values(columns);
  let rowStart = 0;
  for (const group of metadata.row_groups) {
    assertFits(group, wanted, path);
    const rowEnd = rowStart + Number(group.num_rows);
    // Columns of bytes are decoded here: pictures are no text.
    const options = { file, metadata, compressors, columns: [...new Set(wanted)], rowStart, rowEnd, utf8: false };
    const rows = await parquetReadObjects(options).catch(unreadable);
    for (const [index, row] of rows.entries()) {
      yield* samplesOfRow(row, columns, { unit: 'row', number: rowStart + index + 1 }, context);
    }
    rowStart = rowEnd;
    onRead?.(Math.round((file.byteLength * rowStart) / Number(metadata.num_rows)));
  }
}

async function readMetadata(file: AsyncBuffer): Promise<FileMetaData> {
  if (file.byteLength < TAIL_BYTES) throw new Error('it is too short');
  const tail = new DataView(await file.slice(file.byteLength - TAIL_BYTES, file.byteLength));
  const footerBytes = tail.getUint32(0, true);
  if (footerBytes > MAX_PARQUET_FOOTER_BYTES)
    throw new Error(`its footer claims ${footerBytes} bytes, more than ${MAX_PARQUET_FOOTER_BYTES}`);
  return parquetMetadataAsync(file);
}

function assertFits({ columns }: FileMetaData['row_groups'][number], wanted: readonly string[], path: string): void {
  const bytes = columns
    .filter(({ meta_data }) => wanted.includes(meta_data?.path_in_schema[0] ?? ''))
    .reduce((sum, { meta_data }) => sum + Number(meta_data?.total_uncompressed_size ?? 0), 0);
  if (bytes > MAX_ROW_GROUP_BYTES) {
    throw new InputError(
      'ROW_GROUP_TOO_LARGE',
      `${path}: a row group has ${bytes} bytes, and is held in memory as a whole (at most ${MAX_ROW_GROUP_BYTES}). ` +
        'Write the table with smaller row groups: row_group_size of pyarrow, batch_size of datasets.',
    );
  }
}

type Row = Record<string, unknown>;

async function* samplesOfRow(row: Row, columns: ParquetColumns, position: SamplePosition, context: ReadContext): AsyncGenerator<RawSample> {
  const cell = (field: SampleField): unknown => {
    const column = columns[field];
    return column === undefined ? undefined : plain(row[column]);
  };
  const json = (field: SampleField): unknown => parseJson(cell(field), field, position, context.path);
  const responses = cell('response');
  const id = columns.id === undefined ? String(position.number) : textOf(row[columns.id]);
  const shared = withoutUndefined({
    image: await imageOf(cell('image'), position, context),
    prompt: cell('prompt') ?? context.prompt,
    original: cell('original'),
    hallucinated: cell('hallucinated'),
    scene: json('scene'),
    claims: json('claims'),
  });
  if (Array.isArray(responses)) {
    for (const [index, response] of responses.entries()) yield { position, value: { id: `${id}/${index + 1}`, ...shared, response } };
  } else {
    yield { position, value: withoutUndefined({ id, ...shared, response: responses, spans: spansOf(json('spans'), responses) }) };
  }
}

/** A cell as JSON has it: no null, no big integers, no text in bytes; bytes of a picture stay. */
function plain(value: unknown): unknown {
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Uint8Array) return imageKind(value) === null ? Buffer.from(value).toString('utf8') : value;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'object')
    return withoutUndefined(Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)])));
  return value;
}

/** An id that is a number may be one that only a big integer holds. */
function textOf(value: unknown): unknown {
  return typeof value === 'bigint' || typeof value === 'number' ? String(value) : plain(value);
}

function withoutUndefined(record: Row): Row {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}

async function imageOf(value: unknown, position: SamplePosition, context: ReadContext): Promise<unknown> {
  if (Array.isArray(value)) return imageOf(value[0], position, context);
  if (value instanceof Uint8Array) {
    const kind = imageKind(value)!;
    if (context.unpackImages === undefined) return imageDataUri(value, kind);
    return unpackImage(value, kind, context.unpackImages, dirname(context.path));
  }
  if (typeof value === 'object') {
    const { bytes, path } = value as { bytes?: unknown; path?: unknown };
    return imageOf(bytes ?? path, position, context);
  }
  if (typeof value !== 'string') return value;
  // Bytes of no known picture were taken for text.
  if (/[\0\ufffd]/.test(value)) {
    throw new RecordError(context.path, position, 'the picture is none that is known: PNG, JPEG, GIF, WebP or AVIF');
  }
  return context.placeImage(value);
}

function parseJson(value: unknown, field: SampleField, position: SamplePosition, path: string): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch (error) {
    throw new RecordError(path, position, `the ${field} is not valid JSON (${(error as Error).message})`, { cause: error });
  }
}

/** Offsets of Parquet count code points; what is not a list of spans is left for the schema to refuse. */
function spansOf(spans: unknown, response: unknown): unknown {
  if (!Array.isArray(spans) || typeof response !== 'string') return spans;
  const utf16 = fromCodePoints(response);
  return spans.map((span) => ({ ...span, start: utf16(span?.start), end: utf16(span?.end) }));
}
