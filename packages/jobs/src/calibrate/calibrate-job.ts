import { join } from 'node:path';
import { z } from 'zod';
import { defineJob } from '../job/define-job';
import { pathOf } from '../paths/standard-stream';
import { onErrorSpec } from '../skip-lines';

const text = z.string().min(1);

const spec = z.strictObject({
  detector: text.describe('folder of the detector; its detector.json is changed'),
  input: text.describe('labelled validation samples (JSONL); not those that it is tested on; "-" is the standard input'),
  threads: z.number().int().positive().optional().describe('threads to compute with (default: one a physical core)'),
  onError: onErrorSpec,
});

export type CalibrateSpec = z.output<typeof spec>;

/** Makes a detector's rewards probabilities, and chooses its thresholds anew, on validation data. */
export const calibrateJob = defineJob({
  name: 'calibrate',
  description: "Make a detector's rewards probabilities, and choose its thresholds anew, on validation data.",
  spec,
  paths: ({ detector, input }) => ({ inputs: { input: pathOf(input) }, outputs: { detector: join(detector, 'detector.json') } }),
  work: async (asked, context) => (await import('./run-calibrate')).runCalibrate(asked, context),
});
