import { z } from 'zod';

export const trainSpec = z.strictObject({
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

export type TrainSpec = z.output<typeof trainSpec>;
