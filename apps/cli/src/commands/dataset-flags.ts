import type { InputFormat, OutputFormat, ReadSamplesOptions } from '@tldr-rm/datasets';
import { DEFAULT_PROMPT } from '@tldr-rm/schema';
import { type Command, Option } from 'commander';
import { parseColumns } from './option-parsers';

const INPUT_FORMATS: readonly InputFormat[] = ['jsonl', 'coco-captions', 'visual-genome', 'docci', 'parquet'];
const OUTPUT_FORMATS: readonly OutputFormat[] = ['jsonl', 'parquet', 'trl-preference', 'trl-stepwise', 'label-studio'];

/** How `--in` is read and `--out` written. */
export interface DatasetFlags {
  from?: InputFormat;
  to?: OutputFormat;
  columns?: Record<string, string>;
  prompt?: string;
  images?: string;
}

/** Flags of commands that read and write datasets of any format. */
export function addDatasetFlags(command: Command): Command {
  return command
    .addOption(new Option('--from <format>', 'format of --in (default: told by the file)').choices(INPUT_FORMATS))
    .addOption(new Option('--to <format>', 'format of --out (default: told by its name)').choices(OUTPUT_FORMATS))
    .option('--columns <pairs>', 'columns of a Parquet table, such as response=caption,image=picture', parseColumns)
    .option('--prompt <text>', `prompt of samples whose format has none (default: "${DEFAULT_PROMPT}")`)
    .option('--images <folder>', "folder that the images' names are relative to (default: that of --in)");
}

/**
 * What the flags say about reading. Pictures that lie within a table are written into a folder beside the output.
 *
 * @throws {InputError} `USAGE` if a field of --columns is none of a sample.
 */
export async function readingOf(
  { from, columns, prompt, images }: DatasetFlags,
  output: string,
): Promise<Omit<ReadSamplesOptions, 'onRead'>> {
  const { SAMPLE_FIELDS } = await import('@tldr-rm/datasets');
  const { InputError } = await import('@tldr-rm/schema');
  const unknown = Object.keys(columns ?? {}).find((field) => !(SAMPLE_FIELDS as string[]).includes(field));
  if (unknown !== undefined) {
    throw new InputError('USAGE', `--columns: a sample has no "${unknown}". Known: ${SAMPLE_FIELDS.join(', ')}.`);
  }
  return { format: from, columns, prompt, imageFolder: images, unpackImages: `${output.replace(/\.[^./\\]*$/, '')}.images` };
}
