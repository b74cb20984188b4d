import { z } from 'zod';
import { onErrorSpec } from '../skip-lines';

const text = z.string().min(1);

export const calibrateSpec = z.strictObject({
  detector: text.describe('folder of the detector; its detector.json is changed'),
  input: text.describe('labelled validation samples (JSONL); not those that it is tested on; "-" is the standard input'),
  threads: z.number().int().positive().optional().describe('threads to compute with (default: one a physical core)'),
  onError: onErrorSpec,
});

export type CalibrateSpec = z.output<typeof calibrateSpec>;
