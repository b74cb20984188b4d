import type { LabelProblem } from '@tldr-rm/perturb/audit';

/** What is wrong with a label, for people. */
export const LABEL_PROBLEM_TEXTS: Readonly<Record<LabelProblem, string>> = {
  'empty-span': 'a span that ends where it starts, or before',
  'span-outside-text': 'a span that begins before the text or ends after it',
  'overlapping-spans': 'two spans that share characters',
  'unknown-label': 'a label other than hallucinated or ignore',
  'unknown-taxonomy': 'a kind of hallucination that does not exist',
  'nothing-false': 'the text was changed, but no span says what is false',
  'nothing-changed': 'a span says that something is false, but the text is the original',
  'contradicts-flag': 'a span says that something is false, and "hallucinated" says that nothing is',
  'change-outside-spans': 'characters that differ from the original and that no span covers',
  'not-rebuildable': 'putting the originals of the spans back does not give the original text',
  'pure-deletion': 'an edit that only takes words away, and so leaves no word to carry the label',
  'unchanged-marked': 'words that are marked false although they stand in the original at the same place',
};
