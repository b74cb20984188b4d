import { stat } from 'node:fs/promises';
import { type OutputFormat, outputFormat, type WrittenSamples } from '@tldr-rm/datasets';
import { readingOf } from '../dataset-spec';
import type { OpenedContext } from '../job/job';
import { beginStage } from '../job/stage';
import { convertFile } from './convert-file';
import type { ConvertSpec } from './convert-spec';

export type ConvertSummary = WrittenSamples & { output: string; format: OutputFormat };

/** Converts the file, reporting by bytes that are read. */
export async function runConvert(spec: ConvertSpec, { signal, onProgress }: OpenedContext): Promise<ConvertSummary> {
  const { input, output, to, asAnnotations } = spec;
  const format = outputFormat(output, to);
  const reading = readingOf(spec);
  const size = await stat(input).catch(() => null);
  const stage = beginStage(onProgress, { stage: 'converting', unit: 'kB', total: size?.isFile() ? Math.ceil(size.size / 1000) : null });
  let kilobytes = 0;
  const onRead = (bytes: number): void => {
    const now = Math.ceil(bytes / 1000);
    stage.advance(now - kilobytes);
    kilobytes = now;
  };
  const written = await convertFile({ input, output, format, reading: { ...reading, onRead }, asAnnotations, signal });
  return { output, format, ...written };
}
