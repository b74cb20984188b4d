import { z } from 'zod';

const count = z.number().int().positive();

/** Fields of how a language model behind a server is asked. */
export const languageModelFields = {
  baseUrl: z.string().min(1).describe('OpenAI-compatible server, up to /v1'),
  model: z.string().min(1).describe("the model's name on that server"),
  apiKeyEnv: z.string().min(1).optional().describe('environment variable that holds the key'),
  concurrency: count.default(4).describe('requests under way at once'),
  timeoutSeconds: count.default(120).describe('for one request'),
  cache: z.string().min(1).optional().describe('folder where answers are kept, so that none is paid for twice (default: beside the file)'),
  prices: z
    .strictObject({ promptPerMillion: z.number().nonnegative(), completionPerMillion: z.number().nonnegative() })
    .optional()
    .describe('of a million tokens, to tell the cost'),
};

const languageModelSpec = z.strictObject(languageModelFields);

/** How a language model is asked. */
export type LanguageModelSpec = z.output<typeof languageModelSpec>;
