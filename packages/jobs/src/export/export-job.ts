import { defineJob } from '../job/define-job';
import { exportSpec } from './export-spec';

/** Makes a detector folder (ONNX) of a checkpoint. The folder holds a whole detector or, if something fails, what was there before. */
export const exportJob = defineJob({
  name: 'export',
  description: 'Make a detector folder (ONNX) of a checkpoint.',
  spec: exportSpec,
  paths: ({ checkpoint, validation, output, weights }) => ({ inputs: { checkpoint, validation }, filled: { output, weights } }),
  work: async (asked, context) => (await import('./export-checkpoint')).exportCheckpoint(asked, context),
});
