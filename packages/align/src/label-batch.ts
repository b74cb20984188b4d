import type { Span } from '@tldr-rm/schema';
import { spansFromDiff } from './spans-from-diff';
import type { EncodedText, TextTokenizer } from './text-tokenizer';
import { tokenLabels } from './token-labels';

/** A true text, and what it was changed into. */
export interface TextPair {
  original: string;
  changed: string;
}

/** The changed text as tokens with labels. */
export interface LabelledTokens extends EncodedText {
  /** One per token: 1 right, 0 hallucinated, -1 ignored. */
  labels: Int8Array;
  spans: Span[];
}

/**
 * Tokens and labels of many changed texts: `encodeBatch`, `spansFromDiff` and `tokenLabels` in one call. Give some thousand pairs at a time: the texts
 * are tokenized on all cores, and all results are held in memory.
 */
export async function labelBatch(tokenizer: TextTokenizer, pairs: readonly TextPair[]): Promise<LabelledTokens[]> {
  const encoded = await tokenizer.encodeBatch(pairs.map(({ changed }) => changed));
  return pairs.map(({ original, changed }, index) => {
    const { ids, offsets } = encoded[index]!;
    const spans = spansFromDiff(original, changed);
    return { ids, offsets, spans, labels: tokenLabels(offsets, spans) };
  });
}
