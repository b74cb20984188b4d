import { defineJob } from '../job/define-job';
import { detectorFiles } from '../paths/detector-files';
import { pathOf } from '../paths/standard-stream';
import { detectSpec } from './detect-spec';

/** Finds the wrong words of one response, or of a file of them. Interrupted, the same spec goes on where it stopped. */
export const detectJob = defineJob({
  name: 'detect',
  description: 'Find the words of a response that are wrong about an image.',
  spec: detectSpec,
  paths: async ({ image, input, output, detector, report }) => ({
    inputs: { image: image?.type === 'path' ? image.path : undefined, input: pathOf(input), detector: await detectorFiles(detector) },
    outputs: { output: pathOf(output), report },
  }),
  work: async (asked, context) => (await import('./run-detect')).runDetect(asked, context),
});
