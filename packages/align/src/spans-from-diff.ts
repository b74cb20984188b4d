import type { Span } from '@tldr-rm/schema';
import { diffWords } from './diff-words';

const ONLY_PUNCTUATION = /^[\p{P}\s]*$/u;

/**
 * The words of `changed` that do not stand in `original`, as hallucinated spans over `changed`. Deleted words leave no span: they have no token
 * that could carry a label. Where only punctuation changed the span is `ignore`, because a comma says nothing about a picture.
 */
export function spansFromDiff(original: string, changed: string): Span[] {
  const spans: Span[] = [];
  for (const edit of diffWords(original, changed)) {
    const { start, end, text } = edit.changed;
    if (start === end) continue;
    const onlyPunctuation = ONLY_PUNCTUATION.test(text) && ONLY_PUNCTUATION.test(edit.original.text);
    spans.push({ start, end, label: onlyPunctuation ? 'ignore' : 'hallucinated', original: edit.original.text });
  }
  return spans;
}
