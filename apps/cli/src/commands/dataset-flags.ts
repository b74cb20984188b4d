import type { InputFormat, OutputFormat } from '@tldr-rm/datasets';
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

/** The fields of a spec that the flags of datasets give. */
export function datasetFields({ from, to, columns, prompt, images: imageFolder }: DatasetFlags): object {
  return { from, to, columns, prompt, imageFolder };
}

/** Which flag gives which of these fields. */
export const DATASET_FIELD_FLAGS = { from: '--from', to: '--to', columns: '--columns', prompt: '--prompt', imageFolder: '--images' };
