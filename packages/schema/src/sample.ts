import { z } from 'zod';
import { ownValue, UnkeptValue } from './own-value';
import { claimSchema, sceneSchema } from './scene';
import { type Span, spanSchema } from './span';
import { wellFormed } from './well-formed';
import { withoutNulls } from './without-nulls';

/** Longest response or prompt that is read, in UTF-16 units. Model contexts end far below it; a longer line is a broken file. */
export const MAX_TEXT_LENGTH = 200_000;

const text = z.string().max(MAX_TEXT_LENGTH).overwrite(wellFormed);

const sampleFields = z.object({
  id: z
    .string({ error: ({ input }) => (typeof input === 'number' ? 'the number loses digits here. Write the id as a string' : undefined) })
    .min(1)
    .overwrite(wellFormed),
  /** Path relative to the JSONL file, URL, or data URI. Absent in text-only data. */
  image: z.string().min(1).refine(isReference, { message: 'neither a path, an address nor a data URI' }).overwrite(wellFormed).optional(),
  prompt: text,
  response: text,
  /** The true text that `response` was perturbed from. */
  original: text.optional(),
  /** Token-level truth. An empty list says that every word is right. */
  spans: z.array(spanSchema).optional(),
  /** Response-level truth; alone it trains the naive head. */
  hallucinated: z.boolean().optional(),
  scene: sceneSchema.optional(),
  claims: z.array(claimSchema).optional(),
});

/** A response about an image; see {@link sampleSchema}. */
export type Sample = z.infer<typeof sampleFields>;

/** A sample with token-level truth, as `tldr-rm perturb` writes it. */
export type LabelledSample = Sample & { spans: Span[]; original: string };

/**
 * One line of a samples file: a response about an image, with whatever is known about it.
 *
 * Lenient where the meaning is plain: null is absent, and an id may be a number, unless JavaScript has lost digits of it. Keys of the user's own are kept, though
 * {@link Sample} does not name them. Half a surrogate pair in a text becomes U+FFFD, which moves no offset.
 * Strict where two fields contradict each other: spans past the end of the response, and a flag `hallucinated` that the spans deny.
 */
export const sampleSchema: z.ZodType<Sample> = z.preprocess(
  lenient,
  sampleFields.loose().superRefine(({ response, spans, hallucinated }, context) => {
    for (const [index, span] of (spans ?? []).entries()) {
      if (span.end > response.length) {
        context.addIssue({
          code: 'custom',
          path: ['spans', index],
          message: `the span ends at ${span.end}, but the response has ${response.length} characters`,
        });
      }
    }
    if (spans === undefined || hallucinated === undefined) return;
    if (spans.some(({ label }) => label === 'hallucinated') === hallucinated) return;
    context.addIssue({
      code: 'custom',
      path: ['hallucinated'],
      message: hallucinated
        ? 'true, but no span is labelled hallucinated. Leave out the spans if it is not known which words are wrong'
        : 'false, but a span is labelled hallucinated. Correct one or the other',
    });
  }),
);

function lenient(value: unknown, context: z.RefinementCtx): unknown {
  const record = withoutNulls(value, sampleFields.shape);
  if (typeof record !== 'object' || record === null || Array.isArray(record)) return record;
  return Object.fromEntries(
    Object.entries(record).map(([key, inner]) => {
      if (key === 'id') return [key, idOf(inner)];
      if (Object.hasOwn(sampleFields.shape, key)) return [key, inner];
      try {
        return [wellFormed(key), ownValue(inner)];
      } catch (error) {
        if (!(error instanceof UnkeptValue)) throw error;
        context.addIssue({ code: 'custom', path: [key], message: error.message });
        return [key, undefined];
      }
    }),
  );
}

/** Markup and control characters are the contents of a file, not its name. */
function isReference(image: string): boolean {
  return /^data:/i.test(image) || !/^\s*<|\p{Cc}/u.test(image);
}

/** A number as text, if it is the number that was written; else as it is, for the schema to refuse. */
function idOf(value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  return typeof value === 'number' && (Number.isSafeInteger(value) || !Number.isInteger(value)) ? String(value) : value;
}
