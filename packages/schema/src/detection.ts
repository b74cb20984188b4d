import { z } from 'zod';
import { taxonomySchema } from './taxonomy';

const offsets = { start: z.number().int().nonnegative(), end: z.number().int().nonnegative() };
const reward = z.number().min(0).max(1);

/** What a detector says about one response. Rewards lie in [0, 1]: how likely the text is right about the image. Offsets are UTF-16, half-open. */
export const detectionSchema = z.object({
  tokens: z.array(z.object({ ...offsets, text: z.string(), reward, hallucinated: z.boolean() })),
  /** Runs of hallucinated tokens, widened to whole words; the reward is the lowest within. */
  spans: z.array(z.object({ ...offsets, text: z.string(), reward, category: taxonomySchema.optional() })),
  sentences: z.array(z.object({ ...offsets, text: z.string(), reward, hallucinated: z.boolean() })),
  response: z.object({ reward, hallucinated: z.boolean() }),
  /**
   * `response`: the detector judges whole responses and no single word (the naive model). Tokens and sentences then carry the verdict on the response, and there
   * are no spans. Absent where rewards are of tokens.
   */
  level: z.literal('response').optional(),
  warnings: z.array(z.object({ code: z.string(), message: z.string() })).optional(),
});

/** What a detector says about one response; see {@link detectionSchema}. */
export type Detection = z.infer<typeof detectionSchema>;
