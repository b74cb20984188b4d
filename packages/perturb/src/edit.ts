import type { Claim, LabelledSample, Sample, Span, Taxonomy } from '@tldr-rm/schema';

/** Replaces `original.slice(start, end)` by `text`. Insertions have `start === end`. */
export interface Edit {
  start: number;
  end: number;
  text: string;
  label: Span['label'];
  /** The kind of hallucination, where it is not that of the whole perturbation. */
  taxonomy?: Taxonomy;
  /** Parts of an inserted text that are false; the rest of it is ignored. Without it the whole text has the label. */
  falseParts?: readonly { start: number; end: number }[];
}

/** A way to make a true text false: what changes in the text, and what the text claims then. */
export interface Perturbation {
  edits: readonly Edit[];
  /** Claims of the changed text that differ from the original's, by the index of the original's claim; null drops the claim. */
  changedClaims: ReadonlyMap<number, Claim | null>;
  /** Claims of inserted text, with offsets within the text of the edit that inserts it. */
  insertedClaims?: { edit: Edit; claims: readonly Claim[] };
}

/**
 * Applies edits to a sample's response.
 *
 * @throws {Error} if edits overlap, which would be a mistake of the engine.
 */
export function applyPerturbation(sample: Sample, perturbation: Perturbation, taxonomy: Taxonomy): LabelledSample {
  const edits = [...perturbation.edits].sort((first, second) => first.start - second.start || first.end - second.end);
  const original = sample.response;
  const spans: Span[] = [];
  const newStarts = new Map<Edit, number>();
  let response = '';
  let cursor = 0;
  for (const edit of edits) {
    if (edit.start < cursor) throw new Error(`overlapping edits at ${edit.start} of "${original}"`);
    response += original.slice(cursor, edit.start);
    newStarts.set(edit, response.length);
    pushSpans(spans, edit, response.length, original.slice(edit.start, edit.end), edit.taxonomy ?? taxonomy);
    response += edit.text;
    cursor = edit.end;
  }
  response += original.slice(cursor);

  const claims: Claim[] = [];
  for (const [index, claim] of (sample.claims ?? []).entries()) {
    const changed = perturbation.changedClaims.has(index) ? perturbation.changedClaims.get(index)! : claim;
    if (changed === null) continue;
    claims.push({ ...changed, start: moved(claim.start, 'start', edits), end: moved(claim.end, 'end', edits) });
  }
  if (perturbation.insertedClaims !== undefined) {
    const offset = newStarts.get(perturbation.insertedClaims.edit)!;
    for (const claim of perturbation.insertedClaims.claims) claims.push({ ...claim, start: claim.start + offset, end: claim.end + offset });
  }
  claims.sort((first, second) => first.start - second.start || second.end - first.end);
  const perturbed: LabelledSample = { ...sample, response, original, spans, hallucinated: true };
  return sample.claims === undefined && perturbation.insertedClaims === undefined ? perturbed : { ...perturbed, claims };
}

/** Where an offset of the original lies in the changed text; offsets at an edit's border stay outside of what the edit writes. */
function moved(offset: number, side: 'start' | 'end', edits: readonly Edit[]): number {
  let shift = 0;
  for (const edit of edits) {
    const before = edit.end < offset || (edit.end === offset && (side === 'end' ? edit.start < edit.end : true));
    if (before) shift += edit.text.length - (edit.end - edit.start);
  }
  return offset + shift;
}

function pushSpans(spans: Span[], edit: Edit, start: number, replaced: string, taxonomy: Taxonomy): void {
  // What stood here before is noted once, at the first of the spans.
  let original = replaced;
  const add = (from: number, to: number, label: Span['label']): void => {
    if (to <= from) return;
    spans.push({ start: start + from, end: start + to, label, taxonomy, original });
    original = '';
  };
  let cursor = 0;
  for (const part of edit.falseParts ?? []) {
    add(cursor, part.start, 'ignore');
    add(part.start, part.end, 'hallucinated');
    cursor = part.end;
  }
  add(cursor, edit.text.length, edit.falseParts === undefined ? edit.label : 'ignore');
}
