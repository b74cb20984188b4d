import { z } from 'zod';

export const reproduceSpec = z
  .strictObject({
    models: z.enum(['checkpoints', 'nothing']).describe('measure models that are there, or train them first'),
    recipe: z.string().min(1).optional().describe('with models "nothing": which configs make the models'),
    detector: z
      .string()
      .min(1)
      .optional()
      .describe('with models "checkpoints": detector to measure, with its checkpoint in a folder in it'),
    baselines: z.boolean().default(true).describe('with models "checkpoints": measure the other reward models too'),
    output: z.string().min(1).default('runs/reproduce').describe('folder for data, steps and the report'),
    pictures: z.number().int().positive().default(600).describe('pictures of the test split'),
    seed: z.number().int().nonnegative().default(7).describe('seed of the test data'),
  })
  .superRefine(({ models, recipe }, context) => {
    if ((models === 'nothing') !== (recipe !== undefined)) {
      context.addIssue({ code: 'custom', path: ['recipe'], message: 'goes with models "nothing", and is needed there.' });
    }
  });

export type ReproduceSpec = z.output<typeof reproduceSpec>;
