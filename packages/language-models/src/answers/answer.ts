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

/** The answer in what the AI SDK's `generateText` gives. */
export function toAnswer(
  text: string,
  finishReason: string | undefined,
  usage: { inputTokens: number | undefined; outputTokens: number | undefined } | undefined,
): Answer {
  return {
    text,
    end: finishReason === 'length' ? 'cut-off' : finishReason === 'content-filter' ? 'refused' : 'complete',
    ...(usage?.inputTokens === undefined ? {} : { promptTokens: usage.inputTokens }),
    ...(usage?.outputTokens === undefined ? {} : { completionTokens: usage.outputTokens }),
  };
}
