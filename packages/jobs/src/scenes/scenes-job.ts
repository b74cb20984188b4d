import { z } from 'zod';
import { defineJob } from '../job/define-job';

const spec = z.strictObject({
  /** Folder for samples.jsonl and images/. */
  output: z.string().min(1).describe('folder for samples.jsonl and images/'),
  count: z.number().int().positive().describe('number of pictures; each gives 2 or 3 samples'),
  seed: z.number().int().nonnegative().describe('the same seed makes the same pictures and texts'),
  iconSets: z.array(z.string().min(1)).min(1).optional().describe('icon sets to draw from (default: those used for training)'),
  split: z.enum(['train', 'validation', 'test']).default('train').describe('part of the data; no composition occurs in two'),
  overwrite: z.boolean().default(false).describe('start anew instead of going on where an earlier run stopped'),
});

/** Makes pictures whose truth is known, each with a true caption and answered questions. A larger `count` adds to what is there. */
export const scenesJob = defineJob({
  name: 'scenes',
  description: 'Make pictures whose truth is known, each with a true caption and answered questions.',
  spec,
  paths: ({ output }) => ({ inputs: {}, folders: { output } }),
  work: async ({ output, ...rest }, context) => (await import('./write-scenes')).writeScenes({ folder: output, ...rest }, context),
});
