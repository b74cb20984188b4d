import { z } from 'zod';

export const demoSpec = z.strictObject({
  output: z.string().min(1).default('demo-report').describe('folder for the report, the pictures and the samples'),
  detector: z.string().min(1).optional().describe('folder or package of the detector (default: the one that ships with this program)'),
  threads: z.number().int().positive().optional().describe('threads to compute with (default: one a physical core)'),
  seed: z.number().int().nonnegative().default(1).describe('seed by which pictures and captions are drawn'),
  each: z.number().int().positive().default(1).describe('pictures for each kind of hallucination'),
});

export type DemoSpec = z.output<typeof demoSpec>;
