import { detectionSchema } from '@tldr-rm/schema';
import { z } from 'zod';

/** A line of a scored file. */
export const scoredLineSchema = detectionSchema.extend({
  id: z.string(),
  image: z.string(),
  prompt: z.string(),
  text: z.string(),
  /** Which detector and thresholds scored it. */
  detector: z.string(),
});

export type ScoredLine = z.infer<typeof scoredLineSchema>;
