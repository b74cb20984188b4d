import { z } from 'zod';

export const answerSchema = z.object({
  text: z.string(),
  /** How the answer ended: by itself, at the limit of tokens, at the limit of bytes (its text is lost), or because the server's filter stopped it. */
  end: z.enum(['complete', 'cut-off', 'too-large', 'refused']),
  /** As the server counted; absent where it did not. */
  promptTokens: z.number().optional(),
  completionTokens: z.number().optional(),
});

/** What a language model said. */
export type Answer = z.infer<typeof answerSchema>;
