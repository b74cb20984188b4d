import { defineJob } from '../job/define-job';
import { trainSpec } from './train-spec';

/**
 * Trains a detector. A run that was interrupted goes on from its newest checkpoint. Every line of the run's log is reported as the figures of a progress.
 */
export const trainJob = defineJob({
  name: 'train',
  description: 'Train a detector. A run that was interrupted goes on from its newest checkpoint.',
  spec: trainSpec,
  paths: ({ config, output }) => ({ inputs: { config }, filled: { output } }),
  work: async (asked, context) => (await import('./run-training')).runTraining(asked, context),
});
