import { z } from 'zod';

export const exportSpec = z.strictObject({
  checkpoint: z.string().min(1).describe('checkpoint folder, as the job "train" writes it'),
  output: z.string().min(1).describe('detector folder to write'),
  name: z.string().min(1).max(200).optional().describe('name of the detector (default: the name of its folder)'),
  domain: z.string().min(1).max(2000).optional().describe('what it was trained on, for people who show it something else'),
  maximumLength: z
    .number()
    .int()
    .min(8)
    .default(96)
    .describe('longest text it was trained on, in tokens; longer responses are scored in windows'),
  tau: z.number().nonnegative().default(1).describe('how strongly LoRA adapters are merged in'),
  precision: z.enum(['float32', 'int8']).default('float32').describe('what projections compute in; int8 makes smaller files'),
  validation: z
    .string()
    .min(1)
    .optional()
    .describe('labelled samples (JSONL) on which rewards are calibrated, thresholds chosen and the image check fitted'),
  weights: z.string().min(1).optional().describe('folder for the checkpoint without the optimizer, in half precision'),
});

export type ExportSpec = z.output<typeof exportSpec>;
