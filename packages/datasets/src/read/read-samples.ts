import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { DEFAULT_PROMPT, type Sample, sampleSchema } from '@tldr-rm/schema';
import type { InputFormat } from '../formats';
import { guessInputFormat } from '../guess-format';
import { leaveOut, type OnBadRecord, parseRecord, type SamplePosition } from '../record-error';
import { readCocoCaptions } from './coco-captions';
import { readDocci } from './docci';
import { readJsonLines } from './jsonl';
import { readParquet } from './parquet';
import type { ParquetColumns } from './parquet-columns';
import type { RawSample, ReadContext } from './raw-sample';
import { readVisualGenome } from './visual-genome';

const READERS: Readonly<Record<InputFormat, (context: ReadContext) => AsyncGenerator<RawSample>>> = {
  jsonl: readJsonLines,
  'coco-captions': readCocoCaptions,
  'visual-genome': readVisualGenome,
  docci: readDocci,
  parquet: readParquet,
};

export interface ReadSamplesOptions {
  /** What messages call the file, where that is not its path: of a copy of a pipe. */
  name?: string | undefined;
  /** A path in the folder that images are named relative to in what is read; that of the file if not given. */
  base?: string | undefined;
  /** Told by the file if not given. */
  format?: InputFormat | undefined;
  /** Columns of a Parquet table that do not have usual names. */
  columns?: ParquetColumns | undefined;
  /** Prompt of samples whose format has none; {@link DEFAULT_PROMPT} if not given. */
  prompt?: string | undefined;
  /** Folder that the images' names are relative to; the folder of the file if not given. */
  imageFolder?: string | undefined;
  /** Folder for pictures that lie in a Parquet table; without it they become data URIs. */
  unpackImages?: string | undefined;
  /** Called now and then with how many bytes of the file have been read, for progress bars. */
  onRead?: ((bytes: number) => void) | undefined;
  /** Told of a record that cannot be used, instead of the error being thrown: reading goes on with the next, unless it throws. */
  onBadRecord?: OnBadRecord | undefined;
}

export interface ReadSample {
  sample: Sample;
  position: SamplePosition;
}

/**
 * Streams the samples of a dataset. Images are named relative to the folder of the file, as in JSONL.
 *
 * @throws {InputError} `FILE_UNREADABLE`, `DATASET_FORMAT`, or what the reader of the format throws.
 * @throws {JsonlError | RecordError} naming file and place, if a record is broken. The samples before it are delivered first.
 */
export async function* readSamples(path: string, options: ReadSamplesOptions = {}): AsyncGenerator<ReadSample> {
  const { name = path, base = path, columns = {}, prompt = DEFAULT_PROMPT, imageFolder, unpackImages, onRead, onBadRecord } = options;
  const format = options.format ?? (await guessInputFormat(path, name));
  const folder = dirname(base);
  const placeImage = (image: string): string => (imageFolder === undefined ? image : moveReference(image, imageFolder, folder));
  const context: ReadContext = { source: path, path: name, folder, format, prompt, columns, placeImage, unpackImages, onRead, onBadRecord };
  for await (const { value, position } of READERS[format](context)) {
    let sample: Sample;
    try {
      sample = parseRecord(sampleSchema, value, context, position);
    } catch (error) {
      await leaveOut(error, onBadRecord);
      continue;
    }
    yield { sample, position };
  }
}

/** The name of an image, which is relative to one folder, as seen from another. Addresses, data URIs and absolute paths stay. */
function moveReference(image: string, folder: string, seenFrom: string): string {
  if (isAbsolute(image) || /^[a-z][a-z0-9+.-]+:/i.test(image)) return image;
  return relative(resolve(seenFrom), resolve(join(folder, image)))
    .split(sep)
    .join('/');
}
