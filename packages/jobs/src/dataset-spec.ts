import { INPUT_FORMATS, OUTPUT_FORMATS, type ReadSamplesOptions, SAMPLE_FIELDS } from '@tldr-rm/datasets';
import { z } from 'zod';
import { SpecError } from './job/spec-error';

/** Fields of jobs that read and write datasets of any format. */
export const datasetSpec = {
  from: z.enum(INPUT_FORMATS).optional().describe('format of the input (default: told by the file)'),
  to: z.enum(OUTPUT_FORMATS).optional().describe('format of the output (default: told by its name)'),
  columns: z.record(z.string(), z.string().min(1)).optional().describe('columns of a Parquet table, such as { "response": "caption" }'),
  prompt: z.string().optional().describe('prompt of samples whose format has none'),
  imageFolder: z.string().min(1).optional().describe("folder that the images' names are relative to (default: that of the input)"),
};

export interface DatasetSpec extends Pick<ReadSamplesOptions, 'prompt' | 'imageFolder'> {
  from?: ReadSamplesOptions['format'];
  columns?: Record<string, string> | undefined;
  output: string;
}

/**
 * What a spec says about reading. Pictures that lie within a table are written into a folder beside the output; beside a pipe they become data URIs.
 *
 * @param output whether it is a file.
 *
 * @throws {SpecError} if a field of `columns` is none of a sample.
 */
export function readingOf(
  { from, columns, prompt, imageFolder, output }: DatasetSpec,
  { isFile }: { isFile: boolean },
): Omit<ReadSamplesOptions, 'onRead' | 'name' | 'base'> {
  const unknown = Object.keys(columns ?? {}).find((field) => !(SAMPLE_FIELDS as readonly string[]).includes(field));
  if (unknown !== undefined) throw new SpecError('columns', `a sample has no "${unknown}". Known: ${SAMPLE_FIELDS.join(', ')}.`);
  const unpackImages = isFile ? `${output.replace(/\.[^./\\]*$/, '')}.images` : undefined;
  return { format: from, columns, prompt, imageFolder, unpackImages };
}
