import type { AuditedSpan, Negative } from './audited-sample';

/** A place where a negative differs from its original: spans that touch each other are one edit, as an inserted sentence whose false part is marked. */
export interface LabelledEdit {
  start: number;
  end: number;
  /** What stands there now. */
  text: string;
  /** What stood there; undefined if the spans do not say. */
  original: string | undefined;
  /** Kind of the first false span; undefined if all of it is ignored (a change for grammar alone). */
  taxonomy: string | undefined;
  hallucinated: boolean;
  spans: AuditedSpan[];
}

/** The edits of a negative, by position. Spans must lie within the text and not overlap. */
export function listEdits({ response, spans }: Pick<Negative, 'response' | 'spans'>): LabelledEdit[] {
  const edits: LabelledEdit[] = [];
  for (const span of [...spans].sort((first, second) => first.start - second.start)) {
    const last = edits.at(-1);
    const hallucinated = span.label === 'hallucinated';
    if (last !== undefined && last.end === span.start && span.original === '') {
      last.end = span.end;
      last.text = response.slice(last.start, last.end);
      last.taxonomy ??= hallucinated ? span.taxonomy : undefined;
      last.hallucinated ||= hallucinated;
      last.spans.push(span);
      continue;
    }
    edits.push({
      start: span.start,
      end: span.end,
      text: response.slice(span.start, span.end),
      original: span.original,
      taxonomy: hallucinated ? span.taxonomy : undefined,
      hallucinated,
      spans: [span],
    });
  }
  return edits;
}
