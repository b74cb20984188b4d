import { z } from 'zod';
import { datasetSpec } from '../dataset-spec';
import { defineJob } from '../job/define-job';
import { pathOf } from '../paths/standard-stream';

const spec = z.strictObject({
  input: z
    .string()
    .min(1)
    .describe('JSONL, COCO captions, Visual Genome questions, DOCCI or Parquet; JSON may be packed (.gz); "-" is the standard input'),
  output: z.string().min(1).describe('file to write; "-" is the standard output'),
  ...datasetSpec,
  asAnnotations: z.boolean().default(false).describe('to label-studio: spans are annotations (the truth) instead of predictions to check'),
});

export type ConvertSpec = z.output<typeof spec>;

/** Converts samples from one dataset format into another. The output appears when it is complete. */
export const convertJob = defineJob({
  name: 'convert',
  description: 'Convert samples from one dataset format into another.',
  spec,
  paths: ({ input, output, imageFolder }) => ({ inputs: { input: pathOf(input), imageFolder }, outputs: { output: pathOf(output) } }),
  work: async (asked, context) => (await import('./run-convert')).runConvert(asked, context),
});
