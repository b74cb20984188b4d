import { defineJob } from '../job/define-job';
import { pathOf } from '../paths/standard-stream';
import { convertSpec } from './convert-spec';

/** Converts samples from one dataset format into another. The output appears when it is complete. */
export const convertJob = defineJob({
  name: 'convert',
  description: 'Convert samples from one dataset format into another.',
  spec: convertSpec,
  paths: ({ input, output, imageFolder }) => ({ inputs: { input: pathOf(input), imageFolder }, outputs: { output: pathOf(output) } }),
  work: async (asked, context) => (await import('./run-convert')).runConvert(asked, context),
});
