import { z } from 'zod';
import { datasetSpec } from '../dataset-spec';
import { onErrorSpec } from '../skip-lines';

export const convertSpec = z.strictObject({
  input: z
    .string()
    .min(1)
    .describe('JSONL, COCO captions, Visual Genome questions, DOCCI or Parquet; JSON may be packed (.gz); "-" is the standard input'),
  output: z.string().min(1).describe('file to write; "-" is the standard output'),
  ...datasetSpec,
  onError: onErrorSpec,
  asAnnotations: z.boolean().default(false).describe('to label-studio: spans are annotations (the truth) instead of predictions to check'),
});

export type ConvertSpec = z.output<typeof convertSpec>;
