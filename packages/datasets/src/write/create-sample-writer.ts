import { type OutputTarget, openOutputFile, unwritable } from '@tldr-rm/files';
import type { Sample } from '@tldr-rm/schema';
import type { OutputFormat } from '../formats';
import { outputFormat } from '../guess-format';
import { JSON_ARRAY, JSON_LINES, jsonTextWriter } from './json-text-writer';
import { labelStudioTask } from './label-studio';
import type { ColumnType } from './parquet-schema';
import { parquetTableWriter } from './parquet-table-writer';
import type { RecordWriter } from './record-writer';
import { SAMPLE_COLUMNS, sampleRow } from './sample-row';
import { TRL_PREFERENCE_COLUMNS, trlPreference } from './trl-preference';
import { TRL_STEPWISE_COLUMNS, trlStepwise } from './trl-stepwise';

export interface SampleWriterOptions {
  /** Told by the name of the file if not given. */
  format?: OutputFormat | undefined;
  /** Of `label-studio`: spans are annotations, that is, the truth, instead of predictions to check. */
  asAnnotations?: boolean;
}

export interface WrittenSamples {
  records: number;
  /** Samples that the format has no record for, such as a preference without the true text. */
  leftOut: number;
}

/** Writes samples into a file that appears once it is complete. */
export interface SampleWriter {
  /** What has been written so far. */
  readonly written: Readonly<WrittenSamples>;
  write(samples: Iterable<Sample>): Promise<void>;
  /** Ends the file and puts it in its place. */
  close(): Promise<WrittenSamples>;
  /** Gives up: nothing is left behind. */
  discard(): Promise<void>;
}

/**
 * Makes a writer of a dataset. Links are followed; pipes, devices and streams get the whole of it at the end.
 *
 * @throws {InputError} `DATASET_FORMAT` if the format is not told, or does not go with the name.
 * @throws {FileError} `OUTPUT_UNWRITABLE` or `DISK_FULL`, also while it is written; `discard` is to be called then.
 */
export async function createSampleWriter(target: OutputTarget, options: SampleWriterOptions = {}): Promise<SampleWriter> {
  const name = typeof target === 'string' ? target : '';
  const format = outputFormat(name, options.format);
  const { toRecord, open } = recordsOf(format, name, options);
  const file = await openOutputFile(target);
  const fail = unwritable(file.name);
  const writer = await open(file.temporary).catch(async (error: Error) => {
    await file.discard();
    return fail(error);
  });
  const written: WrittenSamples = { records: 0, leftOut: 0 };
  return {
    written,
    async write(samples) {
      for (const sample of samples) {
        const record = toRecord(sample);
        if (record === null) {
          written.leftOut += 1;
          continue;
        }
        written.records += 1;
        await writer.write(record).catch(fail);
      }
    },
    async close() {
      try {
        await writer.end().catch(fail);
        await file.finish();
      } catch (error) {
        await file.discard();
        throw error;
      }
      return written;
    },
    async discard() {
      // What cannot be written, as on a full disk, is not needed any more.
      await writer.end().catch(() => undefined);
      await file.discard();
    },
  };
}

interface Records {
  toRecord: (sample: Sample) => Record<string, unknown> | null;
  open: (path: string) => Promise<RecordWriter<Record<string, unknown>>>;
}

/** How a sample becomes a record, and the file that such records are written into. */
function recordsOf(format: OutputFormat, path: string, { asAnnotations }: SampleWriterOptions): Records {
  const isTable = /\.parquet$/i.test(path);
  const lines = (file: string) => jsonTextWriter(file, JSON_LINES);
  const table = (columns: readonly ColumnType[]) => async (file: string) => parquetTableWriter(file, columns);
  switch (format) {
    case 'jsonl':
      return { toRecord: (sample) => sample, open: lines };
    case 'parquet':
      return { toRecord: sampleRow, open: table(SAMPLE_COLUMNS) };
    case 'trl-preference':
      return { toRecord: trlPreference, open: isTable ? table(TRL_PREFERENCE_COLUMNS) : lines };
    case 'trl-stepwise':
      return { toRecord: trlStepwise, open: isTable ? table(TRL_STEPWISE_COLUMNS) : lines };
    case 'label-studio':
      return { toRecord: (sample) => labelStudioTask(sample, asAnnotations), open: (file) => jsonTextWriter(file, JSON_ARRAY) };
  }
}
