import { z } from 'zod';
import { claimSchema, sceneSchema } from './scene';
import { type Span, spanSchema } from './span';

/** Longest response or prompt that is read, in UTF-16 units. Model contexts end far below it; a longer line is a broken file. */
export const MAX_TEXT_LENGTH = 200_000;

/** One line of a samples file: a response about an image, with whatever is known about it. */
export const sampleSchema = z
  .object({
    id: z.string().min(1),
    /** Path relative to the JSONL file, URL, or data URI. Absent in text-only data. */
    image: z.string().min(1).optional(),
    prompt: z.string().max(MAX_TEXT_LENGTH),
    response: z.string().max(MAX_TEXT_LENGTH),
    /** The true text that `response` was perturbed from. */
    original: z.string().max(MAX_TEXT_LENGTH).optional(),
    /** Token-level truth. An empty list says that every word is right. */
    spans: z.array(spanSchema).optional(),
    /** Response-level truth; alone it trains the naive head. */
    hallucinated: z.boolean().optional(),
    scene: sceneSchema.optional(),
    claims: z.array(claimSchema).optional(),
  })
  .superRefine((sample, context) => {
    for (const [index, span] of (sample.spans ?? []).entries()) {
      if (span.end > sample.response.length) {
        context.addIssue({
          code: 'custom',
          path: ['spans', index],
          message: `the span ends at ${span.end}, but the response has ${sample.response.length} characters`,
        });
      }
    }
  });

/** A response about an image; see {@link sampleSchema}. */
export type Sample = z.infer<typeof sampleSchema>;

/** A sample with token-level truth, as `tldr-rm perturb` writes it. */
export type LabelledSample = Sample & { spans: Span[]; original: string };
