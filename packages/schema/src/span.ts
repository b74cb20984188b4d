import { z } from 'zod';
import { taxonomySchema } from './taxonomy';
import { wellFormed } from './well-formed';
import { withoutNulls } from './without-nulls';

const spanFields = z.object({
  start: z.number().int().nonnegative(),
  end: z.number().int().positive(),
  label: z.enum(['hallucinated', 'ignore']),
  taxonomy: taxonomySchema.optional(),
  /** What stood here in the original, true text; empty where the words were inserted. */
  original: z.string().overwrite(wellFormed).optional(),
});

/** A labelled stretch of a response; see {@link spanSchema}. */
export type Span = z.infer<typeof spanFields>;

/**
 * A labelled stretch of a response. Offsets are JavaScript string indices (UTF-16), half-open: `response.slice(start, end)` is the text.
 * `hallucinated` words are false about the image; `ignore` words changed only for grammar (a/an, is/are, plural endings) and count neither way.
 */
export const spanSchema: z.ZodType<Span> = z.preprocess(
  (value) => withoutNulls(value, spanFields.shape),
  spanFields.refine((span) => span.end > span.start, { message: 'a span must end after it starts' }),
);
