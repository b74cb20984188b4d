import { defineJob } from '../job/define-job';
import { demoSpec } from './demo-spec';

/** Shows a detector at work on unseen pictures, each with a right and a wrong caption, drawn by the seed alone. */
export const demoJob = defineJob({
  name: 'demo',
  description: 'Show the detector at work on unseen pictures, one for each kind of hallucination.',
  spec: demoSpec,
  paths: ({ output, detector }) => ({ inputs: { detector }, filled: { output } }),
  work: async (asked, context) => (await import('./run-demo')).runDemo(asked, context),
});
