import { z } from 'zod';
import { defineJob } from '../job/define-job';

const spec = z.strictObject({
  config: z.string().min(1).describe('training config (JSON)'),
  output: z.string().min(1).optional().describe('folder of the run, instead of the one in the config'),
  root: z.string().min(1).default('.').describe('folder that relative folders of the config ("out", "start") are in'),
  steps: z.number().int().positive().optional().describe('number of steps, instead of the one in the config'),
  backend: z.enum(['ort', 'node', 'node-gpu']).default('ort').describe('what computes: ONNX Runtime, or TensorFlow by an optional package'),
  provider: z
    .enum(['cpu', 'webgpu', 'cuda', 'coreml'])
    .optional()
    .describe('what ONNX Runtime computes on (default: cpu); only with the backend "ort"'),
});

export type TrainSpec = z.output<typeof spec>;

/**
 * Trains a detector. A run that was interrupted goes on from its newest checkpoint. Every line of the run's log is reported as the figures of a progress.
 */
export const trainJob = defineJob({
  name: 'train',
  description: 'Train a detector. A run that was interrupted goes on from its newest checkpoint.',
  spec,
  paths: ({ config, output }) => ({ inputs: { config }, filled: { output } }),
  work: async (asked, context) => (await import('./run-training')).runTraining(asked, context),
});
