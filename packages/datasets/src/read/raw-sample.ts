import type { InputFormat } from '../formats';
import type { OnBadRecord, SamplePosition } from '../record-error';
import type { ParquetColumns } from './parquet-columns';

/** What a reader of one format made of a record, before it is checked. */
export interface RawSample {
  position: SamplePosition;
  /** A sample, if the record is sound. */
  value: unknown;
}

/** What a reader of one format is given. */
export interface ReadContext {
  /** Where to read. */
  source: string;
  /** What messages call the file. */
  path: string;
  /** Folder that images are named relative to in the samples. */
  folder: string;
  /** What the file is taken for. */
  format: InputFormat;
  /** Prompt of samples whose format has none. */
  prompt: string;
  columns: ParquetColumns;
  /** Makes a reference, relative to the folder of the file, of an image's name. */
  placeImage: (name: string) => string;
  /** Folder for pictures that lie in the file itself. */
  unpackImages: string | undefined;
  onRead: ((bytes: number) => void) | undefined;
  onBadRecord: OnBadRecord | undefined;
}
