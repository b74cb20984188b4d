import type { TokenOffset } from './token-offsets';
import { worstOfTokens } from './worst-of-tokens';

/**
 * Carries labels from the tokens of one tokenizer to those of another over the same text. A target token is hallucinated if any source token that it
 * shares a character with is, so a hallucination may widen to the borders of a token, as it does when spans become labels, and never gets lost.
 * It is `IGNORE` (-1) if it meets no source token, or ignored ones only.
 *
 * @param fromOffsets in the order of the text, as a tokenizer gives them.
 * @param fromLabels one per source token, as from `tokenLabels`.
 * @throws {InputError} `VALUE_COUNT` if there is not one label per source token.
 */
export function projectLabels(
  fromOffsets: readonly TokenOffset[],
  fromLabels: ArrayLike<number>,
  toOffsets: readonly TokenOffset[],
): Int8Array {
  return Int8Array.from(projectRewards(fromOffsets, fromLabels, toOffsets));
}

/**
 * Carries rewards from the tokens of one tokenizer to those of another over the same text. A target token gets the lowest reward of the source tokens that
 * it shares a character with: it is right only if all of it is, and a threshold then flags no less of the text than before (a mean would let a wrong
 * half of a token hide behind a right one). It is `IGNORE` (-1) if it meets no source token.
 *
 * @param fromOffsets in the order of the text, as a tokenizer gives them.
 * @param fromRewards in [0, 1], one per source token.
 * @throws {InputError} `VALUE_COUNT` if there is not one reward per source token.
 */
export function projectRewards(
  fromOffsets: readonly TokenOffset[],
  fromRewards: ArrayLike<number>,
  toOffsets: readonly TokenOffset[],
): Float64Array {
  const targets = toOffsets.map(([start, end]) => ({ start, end }));
  return worstOfTokens(targets, fromOffsets, fromRewards);
}
