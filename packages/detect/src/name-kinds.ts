import type { Detection, Taxonomy } from '@tldr-rm/schema';

/**
 * Gives each flagged span its most likely kind of hallucination: the one whose log-probability, summed over the span's hallucinated tokens, is highest.
 *
 * @param kinds logits [tokens, taxonomies]; without them spans stay as they are.
 */
export function nameKinds(
  spans: Detection['spans'],
  tokens: Detection['tokens'],
  kinds: Float32Array | undefined,
  taxonomies: readonly Taxonomy[],
): Detection['spans'] {
  if (!kinds) return spans;
  return spans.map((span) => {
    const sums = new Float64Array(taxonomies.length);
    for (const [index, { start, end, hallucinated }] of tokens.entries()) {
      if (!hallucinated || end <= span.start || start >= span.end) continue;
      const logits = kinds.subarray(index * taxonomies.length, (index + 1) * taxonomies.length);
      const highest = Math.max(...logits);
      const logSum = highest + Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit - highest), 0));
      for (const [kind, logit] of logits.entries()) sums[kind]! += logit - logSum;
    }
    return { ...span, category: taxonomies[sums.indexOf(Math.max(...sums))]! };
  });
}
