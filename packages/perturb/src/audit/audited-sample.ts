/**
 * A labelled sample as it was found, perhaps broken: offsets may lie outside of the text, kinds may be unknown. A `LabelledSample` is one; the audit takes less for
 * granted, since finding what is wrong is its purpose.
 */
export interface AuditedSample {
  id: string;
  image?: string | undefined;
  prompt: string;
  response: string;
  /** The true text that `response` was made from. Without it (or equal to the response) the sample is a true text and no negative. */
  original?: string | undefined;
  spans?: readonly AuditedSpan[] | undefined;
  hallucinated?: boolean | undefined;
}

/** A span as it was found; see {@link AuditedSample}. */
export interface AuditedSpan {
  start: number;
  end: number;
  label: string;
  taxonomy?: string | undefined;
  original?: string | undefined;
}

/** A sample with its true text, which differs from the response. */
export interface Negative extends AuditedSample {
  original: string;
  spans: readonly AuditedSpan[];
}

/** The sample as a negative, or null for a true text: one without another original, and without a span that is called hallucinated. */
export function asNegative(sample: AuditedSample): Negative | null {
  const spans = sample.spans ?? [];
  if (sample.original === undefined) return null;
  if (sample.original === sample.response && !spans.some(({ label }) => label === 'hallucinated')) return null;
  return { ...sample, original: sample.original, spans };
}

/** The kinds of hallucination that a sample's false words are labelled with. */
export function taxonomiesOf({ spans }: Pick<Negative, 'spans'>): string[] {
  const named = spans.filter(({ label }) => label === 'hallucinated').map(({ taxonomy }) => taxonomy ?? UNNAMED_TAXONOMY);
  return [...new Set(named)];
}

/** Stands for the kind of spans that name none. */
export const UNNAMED_TAXONOMY = 'unnamed';
