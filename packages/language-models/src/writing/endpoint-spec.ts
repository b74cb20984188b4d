import { z } from 'zod';
import { pictureAlterationSchema } from '../pictures/alter-picture';
import { checkBaseUrl } from '../server/base-url';

const count = z.number().int().positive();

/** What everything that writes about pictures is told, wherever it runs. */
export const writerSpecSchema = z.strictObject({
  /** Stands in tables and charts. */
  name: z.string().min(1).max(100),
  seed: z.number().int().nonnegative().max(0x7fff_ffff).default(1),
  temperature: z.number().nonnegative().optional(),
  topP: z.number().positive().max(1).optional(),
  maximumTokens: count.default(128),
  /** What it sees instead of the picture. */
  picture: pictureAlterationSchema.optional(),
});

const baseUrlSchema = z
  .string()
  .min(1)
  .superRefine((value, context) => {
    try {
      checkBaseUrl(value);
    } catch (error) {
      context.addIssue({ code: 'custom', message: (error as Error).message });
    }
  });

/** A model behind a server that writes about pictures, as plain JSON. */
export const endpointSpecSchema = writerSpecSchema.extend({
  /** OpenAI-compatible server, up to /v1. */
  baseUrl: baseUrlSchema,
  /** The model's name on that server. */
  model: z.string().min(1),
  /** Environment variable that holds the key. */
  apiKeyEnv: z.string().min(1).optional(),
  /** Requests under way at once. */
  concurrency: count.default(4),
  /** For one request, which is then sent again. */
  timeoutSeconds: count.default(120),
  /** Prices of a million tokens, to tell the cost. */
  prices: z.strictObject({ promptPerMillion: z.number().nonnegative(), completionPerMillion: z.number().nonnegative() }).optional(),
});

/** A model behind a server that writes about pictures; see {@link endpointSpecSchema}. */
export type EndpointSpec = z.infer<typeof endpointSpecSchema>;
