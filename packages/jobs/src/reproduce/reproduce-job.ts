import { defineJob } from '../job/define-job';
import { reproduceSpec } from './reproduce-spec';

/** Runs the paper's tables at the scale of drawn scenes, each next to the paper's figure. Each step is kept in the folder and not done again. */
export const reproduceJob = defineJob({
  name: 'reproduce',
  description: "Run the paper's tables at the scale of drawn scenes, each next to the paper's figure.",
  spec: reproduceSpec,
  paths: ({ output, recipe, detector }) => ({ inputs: { recipe, detector }, filled: { output } }),
  work: async (asked, context) => (await import('./run-reproduce')).runReproduce(asked, context),
});
