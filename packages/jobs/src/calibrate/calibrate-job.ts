import { join } from 'node:path';
import { defineJob } from '../job/define-job';
import { pathOf } from '../paths/standard-stream';
import { calibrateSpec } from './calibrate-spec';

/** Makes a detector's rewards probabilities, and chooses its thresholds anew, on validation data. */
export const calibrateJob = defineJob({
  name: 'calibrate',
  description: "Make a detector's rewards probabilities, and choose its thresholds anew, on validation data.",
  spec: calibrateSpec,
  paths: ({ detector, input }) => ({ inputs: { input: pathOf(input) }, outputs: { detector: join(detector, 'detector.json') } }),
  work: async (asked, context) => (await import('./run-calibrate')).runCalibrate(asked, context),
});
