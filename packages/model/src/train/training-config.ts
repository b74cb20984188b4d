import { z } from 'zod';

const count = z.number().int().positive();

/** How a model is trained. */
export const trainingConfigSchema = z.object({
  seed: z.number().int(),
  steps: count,
  /** Gradients of this many batches are averaged before each change of the weights. */
  accumulate: count.default(1),
  /** Lengths that sequences are padded to, ascending, in tokens. */
  lengths: z
    .array(count)
    .min(1)
    .refine((lengths) => lengths.every((length, index) => index === 0 || length > lengths[index - 1]!), 'must ascend'),
  loss: z
    .object({
      reward: z.number().nonnegative(),
      /** Kind of hallucination; for models with a taxonomy head. */
      taxonomy: z.number().nonnegative().default(0),
      language: z.number().nonnegative(),
      patches: z.number().nonnegative(),
      alignment: z.number().nonnegative().default(0),
      /** Weight of a hallucinated token in the reward loss, a right one weighing 1. */
      hallucinatedWeight: z.number().positive().default(1),
      /**
       * Weight of the words that decide whether a text is true (a colour, a number, a place) in the reward and language losses, where the data tells them; others weigh 1.
       * They are few among words that are right in any picture.
       */
      claimWeight: z.number().positive().default(1),
    })
    .refine(
      ({ reward, taxonomy, language, patches, alignment }) => reward + taxonomy + language + patches + alignment > 0,
      'one part must weigh more than 0, or nothing is learned',
    ),
  learningRate: z.object({
    peak: z.number().positive(),
    warmupSteps: z.number().int().nonnegative(),
    finalFraction: z.number().min(0).max(1).default(0.05),
  }),
  optimizer: z
    .object({
      beta1: z.number().min(0).max(1).default(0.9),
      beta2: z.number().min(0).max(1).default(0.98),
      epsilon: z.number().positive().default(1e-8),
      weightDecay: z.number().nonnegative().default(0.02),
      clipNorm: z.number().positive().default(1),
      /** Factors of the learning rate by the beginning of parameter names: a vision encoder that has learned already is moved less than the rest. */
      rateFactors: z.record(z.string(), z.number().nonnegative()).default({}),
    })
    .prefault({}),
  /** Trains adapters, the heads for rewards and kinds, and nothing else; without it every parameter is trained. */
  lora: z
    .object({ rank: count, alpha: z.number().positive(), targets: z.array(z.string()).min(1), rankStabilized: z.boolean().optional() })
    .optional(),
  /** Trains only parameters whose names begin with one of these; the rest stays as it is, bit for bit. */
  trainable: z.array(z.string().min(1)).min(1).optional(),
  checkpointEvery: count.default(500),
  keepCheckpoints: count.default(2),
  evaluateEvery: count.default(500),
});

/** How a model is trained; see {@link trainingConfigSchema}. */
export type TrainingConfig = z.infer<typeof trainingConfigSchema>;
