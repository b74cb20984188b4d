import { defineJob } from '../job/define-job';
import { pathOf } from '../paths/standard-stream';
import { perturbSpec } from './perturb-spec';

/** Makes true responses false, one kind of hallucination each, with the false words labelled. Interrupted, the same spec goes on where it stopped. */
export const perturbJob = defineJob({
  name: 'perturb',
  description: 'Make true responses false, one kind of hallucination each, with the false words labelled.',
  spec: perturbSpec,
  paths: ({ input, output, imageFolder }) => ({ inputs: { input: pathOf(input), imageFolder }, outputs: { output: pathOf(output) } }),
  work: async (asked, context) => (await import('./run-perturb')).runPerturb(asked, context),
});
