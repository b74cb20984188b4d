import { InputError } from '@tldr-rm/schema';
import { IGNORE } from './token-labels';
import type { TokenOffset } from './token-offsets';

/** A stretch of a text, half-open in UTF-16 indices. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * The lowest value of the tokens that share a character with each range; {@link IGNORE} where there is none. A value is a reward in [0, 1] or a label;
 * tokens whose value is `IGNORE` count neither way. The lowest reward is that of the worst token, and the lowest label is `HALLUCINATED` if any token is,
 * so this is the rule of the paper for both: a sentence or a response is good only if every token in it is.
 *
 * @param ranges in any order; they may overlap.
 * @param offsets in the order of the text, as a tokenizer gives them.
 * @param values one per token.
 * @throws {InputError} `VALUE_COUNT` if there is not one value per token.
 */
export function worstOfTokens(ranges: readonly Range[], offsets: readonly TokenOffset[], values: ArrayLike<number>): Float64Array {
  if (values.length !== offsets.length) {
    throw new InputError('VALUE_COUNT', `${values.length} values for ${offsets.length} tokens. Give one value per token.`);
  }
  const worst = new Float64Array(ranges.length).fill(IGNORE);
  let first = 0;
  let last = 0;
  for (let index = 0; index < ranges.length; index += 1) {
    const { start, end } = ranges[index]!;
    if (start < last) first = 0;
    last = start;
    while (first < offsets.length && offsets[first]![1] <= start) first += 1;
    for (let at = first; at < offsets.length && offsets[at]![0] < end; at += 1) {
      const value = values[at]!;
      if (value === IGNORE || offsets[at]![1] <= start) continue;
      worst[index] = worst[index] === IGNORE ? value : Math.min(worst[index]!, value);
    }
  }
  return worst;
}
