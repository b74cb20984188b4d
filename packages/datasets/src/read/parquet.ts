import { fromCodePoints } from '@tldr-rm/align';
import { InputError } from '@tldr-rm/schema';
import {
  type AsyncBuffer,
  asyncBufferFromFile,
  type FileMetaData,
  parquetMetadataAsync,
  parquetReadObjects,
  parquetSchema,
  type SchemaTree,
} from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { OWN_KEYS_COLUMN } from '../own-keys-column';
import { leaveOut, RecordError, type SamplePosition } from '../record-error';
import { imageDataUri, imageKind, unpackImage } from './image-bytes';
import { ownKeys } from './own-keys';
import { chooseColumns, type ParquetColumns, SAMPLE_FIELDS, type SampleField } from './parquet-columns';
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
  const { source, path, onRead, onBadRecord } = context;
  const unreadable = (error: unknown): never => {
    throw new InputError('PARQUET_UNREADABLE', `${path}: cannot be read as Parquet (${(error as Error).message}).`, { cause: error });
  };
  const file = await asyncBufferFromFile(source).catch((error: Error) => {
    throw new InputError('FILE_UNREADABLE', `${path}: cannot be read (${error.message}).`, { cause: error });
  });
  const metadata = await readMetadata(file).catch(unreadable);
  const { children } = parquetSchema(metadata);
  const names = children.map(({ element }) => element.name);
  const columns = chooseColumns(names, context.columns, path);
  const chosen = Object.values(columns);
  const own = children.filter(isOwnColumn).map(({ element }) => element.name);
  const ownNames = own.filter((name) => !chosen.includes(name) && !SAMPLE_FIELDS.includes(name as SampleField));
  const wanted = [...chosen, ...ownNames];
  let rowStart = 0;
  for (const group of metadata.row_groups) {
    assertFits(group, wanted, path);
    const rowEnd = rowStart + Number(group.num_rows);
    // Columns of bytes are decoded here: pictures are no text.
    const options = { file, metadata, compressors, columns: [...new Set(wanted)], rowStart, rowEnd, utf8: false, parsers: PARSERS };
    const rows = await parquetReadObjects(options).catch(unreadable);
    for (const [index, row] of rows.entries()) {
      try {
        yield* samplesOfRow(row, columns, ownNames, { unit: 'row', number: rowStart + index + 1 }, context);
      } catch (error) {
        await leaveOut(error, onBadRecord);
      }
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

/** What is not UTF-8 stays bytes, to be refused with its row. */
function textOrBytes(bytes: Uint8Array | undefined): string {
  if (bytes === undefined) return bytes as unknown as string;
  return (decoded(bytes) ?? bytes) as string;
}

const PARSERS = { stringFromBytes: textOrBytes, jsonFromBytes: textOrBytes };

function decoded(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Columns that go along with a sample under their own names: texts, numbers, truths and times, but no pictures, vectors or records. */
function isOwnColumn({ element }: SchemaTree): boolean {
  const { type, converted_type, logical_type, num_children, repetition_type } = element;
  if (num_children !== undefined || type === undefined || repetition_type === 'REPEATED') return false;
  const isText = converted_type === 'UTF8' || converted_type === 'ENUM' || logical_type?.type === 'STRING' || logical_type?.type === 'ENUM';
  return type !== 'FIXED_LEN_BYTE_ARRAY' && (type !== 'BYTE_ARRAY' || isText);
}

async function* samplesOfRow(
  row: Row,
  columns: ParquetColumns,
  ownNames: readonly string[],
  position: SamplePosition,
  context: ReadContext,
): AsyncGenerator<RawSample> {
  const raw = (field: SampleField): unknown => (columns[field] === undefined ? undefined : row[columns[field]]);
  const value = (inner: unknown, name: string): unknown => plain(inner, name, position, context.path);
  const cell = (field: SampleField): unknown => value(raw(field), field);
  const json = (field: SampleField): unknown => parseJson(cell(field), field, position, context.path);
  const responses = cell('response');
  const id = columns.id === undefined ? String(position.number) : idOf(cell('id'));
  const own = Object.fromEntries(ownNames.map((name) => [name, value(row[name], name)]));
  const shared = withoutUndefined({
    ...ownKeys(packedKeys(own)),
    image: await imageOf(raw('image'), position, context),
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

/** Keys of the user's own, with those that a table of ours holds in one column. */
function packedKeys({ [OWN_KEYS_COLUMN]: packed, ...others }: Row): Row {
  if (typeof packed !== 'string') return others;
  try {
    const keys: unknown = JSON.parse(packed);
    if (typeof keys === 'object' && keys !== null && !Array.isArray(keys)) return { ...others, ...keys };
  } catch {
    // A column of another program, of the same name.
  }
  return { ...others, [OWN_KEYS_COLUMN]: packed };
}

/** A cell as JSON has it: no null, no text in bytes, times as text, integers that a number cannot hold as text. */
function plain(value: unknown, name: string, position: SamplePosition, path: string): unknown {
  const inner = (element: unknown): unknown => plain(element, name, position, path);
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (value instanceof Uint8Array) {
    const text = decoded(value);
    if (text === null) throw new RecordError(path, position, `the ${name} is not valid UTF-8. Write the table with texts in UTF-8`);
    return text;
  }
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
  if (Array.isArray(value)) return value.map(inner);
  if (typeof value === 'object')
    return withoutUndefined(Object.fromEntries(Object.entries(value).map(([key, part]) => [key, inner(part)])));
  return value;
}

function idOf(value: unknown): unknown {
  return typeof value === 'number' ? String(value) : value;
}

function withoutUndefined(record: Row): Row {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}

async function imageOf(value: unknown, position: SamplePosition, context: ReadContext): Promise<unknown> {
  if (value === null || value === undefined) return undefined;
  if (Array.isArray(value)) return imageOf(value[0], position, context);
  if (value instanceof Uint8Array) {
    const kind = imageKind(value);
    // A writer may leave out that a column of bytes is text.
    if (kind === null) return imageOf(decoded(value) ?? refusePicture(position, context), position, context);
    if (context.unpackImages === undefined) return imageDataUri(value, kind);
    return unpackImage(value, kind, context.unpackImages, context.folder);
  }
  if (typeof value === 'object') {
    const { bytes, path } = value as { bytes?: unknown; path?: unknown };
    if (!(bytes instanceof Uint8Array) || bytes.length === 0) return imageOf(path, position, context);
    return imageKind(bytes) === null ? refusePicture(position, context) : imageOf(bytes, position, context);
  }
  if (typeof value !== 'string') return value;
  if (BASE64_PICTURE.test(value)) return imageOf(Buffer.from(value, 'base64'), position, context);
  return !value.startsWith('data:') && NO_REFERENCE.test(value) ? refusePicture(position, context) : context.placeImage(value);
}

/** The first bytes of PNG, JPEG, GIF and WebP, and many more. */
const BASE64_PICTURE = /^(?:iVBORw0KGgo|\/9j\/|R0lGOD|UklGR)[A-Za-z0-9+/\s]{64,}={0,2}\s*$/;

/** Markup, a line end, or what is in no name: the bytes of a picture, not the name of one. */
const NO_REFERENCE = /^\s*<|\p{Cc}/u;

function refusePicture(position: SamplePosition, { path }: ReadContext): never {
  throw new RecordError(path, position, 'the picture is none that is known: PNG, JPEG, GIF, WebP or AVIF');
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
