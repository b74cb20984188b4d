import { stat } from 'node:fs/promises';
import { type OutputFormat, outputFormat, type WrittenSamples } from '@tldr-rm/datasets';
import { readingOf } from '../dataset-spec';
import type { OpenedContext } from '../job/job';
import { beginStage } from '../job/stage';
import { openTarget } from '../paths/open-paths';
import { openRereadable } from '../paths/open-rereadable';
import { type LineSkipper, openLineSkipper, type SkippedSummary, skippedSummary } from '../skip-lines';
import { convertFile } from './convert-file';
import type { ConvertSpec } from './convert-spec';

export type ConvertSummary = WrittenSamples & SkippedSummary & { output: string; format: OutputFormat };

/** Converts the file, reporting by bytes that are read. */
export async function runConvert(spec: ConvertSpec, context: OpenedContext): Promise<ConvertSummary> {
  const { to, asAnnotations, onError } = spec;
  const { signal, onProgress, onNotice } = context;
  const output = await openTarget('output', spec.output, context);
  const format = outputFormat(spec.output, to);
  const reading = readingOf(spec, output);
  const input = await openRereadable('input', spec.input, context);
  const size = await stat(input.path).catch(() => null);
  const stage = beginStage(onProgress, { stage: 'converting', unit: 'kB', total: size?.isFile() ? Math.ceil(size.size / 1000) : null });
  let kilobytes = 0;
  const onRead = (bytes: number): void => {
    const now = Math.ceil(bytes / 1000);
    stage.advance(now - kilobytes);
    kilobytes = now;
  };
  let skipper: LineSkipper | undefined;
  try {
    skipper = await openLineSkipper(output.target, { onError, startAnew: true, onNotice });
    const written = await convertFile({ input, output, format, reading: { ...reading, onRead }, asAnnotations, skipper, signal });
    return { output: spec.output, format, ...written, ...skippedSummary(skipper) };
  } finally {
    await skipper?.close();
    await input.close();
  }
}
