import { TAXONOMIES } from '@tldr-rm/schema';
import type { AuditedSpan, Negative } from './audited-sample';
import { type LabelledEdit, listEdits } from './list-edits';

/** A kind of wrong label. */
export type LabelProblem =
  /** A span that ends where it starts, or before. */
  | 'empty-span'
  /** A span that begins before the text or ends after it. */
  | 'span-outside-text'
  /** Two spans that share characters. */
  | 'overlapping-spans'
  /** A label other than hallucinated or ignore. */
  | 'unknown-label'
  /** A kind of hallucination that does not exist. */
  | 'unknown-taxonomy'
  /** The text was changed, but no span says what is false. */
  | 'nothing-false'
  /** A span says that something is false, but the text is the original. */
  | 'nothing-changed'
  /** A span says that something is false, and "hallucinated" says that nothing is. */
  | 'contradicts-flag'
  /** Characters that differ from the original and that no span covers. */
  | 'change-outside-spans'
  /** Putting the originals of the spans back does not give the original text. */
  | 'not-rebuildable'
  /** An edit that only takes words away, and so leaves no word to carry the label. */
  | 'pure-deletion'
  /** Words that are marked false although they stand in the original at the same place. */
  | 'unchanged-marked';

const KNOWN_TAXONOMIES: ReadonlySet<string> = new Set(TAXONOMIES);
const WORD = /[\p{L}\p{N}]/u;

/** All that is wrong with the labels of a negative; empty if nothing is. */
export function findLabelProblems(negative: Negative): LabelProblem[] {
  const { response, original, spans, hallucinated } = negative;
  const problems = new Set<LabelProblem>();
  for (const { start, end, label, taxonomy } of spans) {
    if (end <= start) problems.add('empty-span');
    if (start < 0 || end > response.length) problems.add('span-outside-text');
    if (label !== 'hallucinated' && label !== 'ignore') problems.add('unknown-label');
    if (taxonomy !== undefined && !KNOWN_TAXONOMIES.has(taxonomy)) problems.add('unknown-taxonomy');
  }
  const sorted = [...spans].sort((first, second) => first.start - second.start);
  if (sorted.some((span, index) => index > 0 && span.start < sorted[index - 1]!.end)) problems.add('overlapping-spans');

  const saysFalse = spans.some(({ label }) => label === 'hallucinated');
  if (!saysFalse) problems.add('nothing-false');
  if (saysFalse && response === original) problems.add('nothing-changed');
  if (saysFalse && hallucinated === false) problems.add('contradicts-flag');

  // Where the spans themselves are broken, nothing more can be said about what they cover.
  const broken: LabelProblem[] = ['empty-span', 'span-outside-text', 'overlapping-spans'];
  if (response === original || broken.some((problem) => problems.has(problem))) return [...problems];
  if (!isKeptInOrder(response, original, sorted)) problems.add('change-outside-spans');
  const edits = listEdits(negative);
  if (edits.every((edit) => edit.original !== undefined)) {
    if (rebuildOriginal(response, edits) !== original) problems.add('not-rebuildable');
  }
  for (const edit of edits) {
    if (!WORD.test(edit.text) && WORD.test(edit.original ?? '')) problems.add('pure-deletion');
    if (edit.hallucinated && marksUnchangedWord(edit)) problems.add('unchanged-marked');
  }
  return [...problems];
}

/** Whether all that no span covers stands in the original, in this order, and begins and ends it where no span does. */
function isKeptInOrder(response: string, original: string, sorted: readonly AuditedSpan[]): boolean {
  let at = 0;
  let cursor = 0;
  for (const span of [...sorted, { start: response.length, end: response.length }]) {
    const kept = response.slice(cursor, span.start);
    const isFirst = cursor === 0;
    const isLast = span.start === response.length && span.end === response.length;
    const found = isLast ? original.length - kept.length : original.indexOf(kept, at);
    if (found < at || !original.startsWith(kept, found) || (isFirst && kept !== '' && found !== 0)) return false;
    at = found + kept.length;
    cursor = span.end;
  }
  return true;
}

function rebuildOriginal(response: string, edits: readonly LabelledEdit[]): string {
  let rebuilt = '';
  let cursor = 0;
  for (const { start, end, original } of edits) {
    rebuilt += response.slice(cursor, start) + original;
    cursor = end;
  }
  return rebuilt + response.slice(cursor);
}

/**
 * Whether an edit's first or last word is called false and stands in the original at the same end. An edit that ignores some of its words says by that which of the
 * others are false (`no dog` for `a dog`: the dog is false, since there is one).
 */
function marksUnchangedWord({ text, original, spans }: LabelledEdit): boolean {
  if (original === undefined || original.trim() === '' || spans.some(({ label }) => label === 'ignore')) return false;
  const [now, before] = [text.trim().split(/\s+/), original.trim().split(/\s+/)];
  return now[0] === before[0] || now.at(-1) === before.at(-1);
}
