import { z } from 'zod';
import { wellFormed } from '../well-formed';

/** Counts come from servers; what is no count is left out. */
const tokenCount = z.number().int().nonnegative().optional().catch(undefined);

export const answerSchema = z.object({
  text: z.string(),
  /** How the answer ended: by itself, at the limit of tokens, at the limit of bytes (its text is lost), or because the server's filter stopped it. */
  end: z.enum(['complete', 'cut-off', 'too-large', 'refused']),
  /** As the server counted; absent where it did not. */
  promptTokens: tokenCount,
  completionTokens: tokenCount,
});

/** What a language model said. The text is as the model wrote it, control characters included: it is data, and never markup. */
export type Answer = z.infer<typeof answerSchema>;

/** The answer in what the AI SDK's `generateText` gives. */
export function toAnswer(
  text: string,
  finishReason: string | undefined,
  usage: { inputTokens: number | undefined; outputTokens: number | undefined } | undefined,
): Answer {
  const { promptTokens, completionTokens, ...answer } = answerSchema.parse({
    text: wellFormed(text),
    end: finishReason === 'length' ? 'cut-off' : finishReason === 'content-filter' ? 'refused' : 'complete',
    promptTokens: usage?.inputTokens,
    completionTokens: usage?.outputTokens,
  });
  return {
    ...answer,
    ...(promptTokens === undefined ? {} : { promptTokens }),
    ...(completionTokens === undefined ? {} : { completionTokens }),
  };
}
