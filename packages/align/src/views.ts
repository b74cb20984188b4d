import { splitSentences } from './split-sentences';
import { IGNORE } from './token-labels';
import type { TokenOffset } from './token-offsets';
import { splitWords } from './words';
import { type Range, worstOfTokens } from './worst-of-tokens';

/** A word or sentence, with the lowest value of its tokens, or `IGNORE` (-1) if no token of it counts. */
export interface ViewPart extends Range {
  text: string;
  value: number;
}

/**
 * The words and marks of a text, each as good as the worst of its tokens: hallucinated if any of them is.
 *
 * @param values rewards in [0, 1], or labels as from `tokenLabels`, one per token.
 * @throws {InputError} `VALUE_COUNT` if there is not one value per token.
 */
export function wordView(text: string, offsets: readonly TokenOffset[], values: ArrayLike<number>): ViewPart[] {
  return withValues(splitWords(text), offsets, values);
}

/**
 * The sentences of a text, each as good as the worst of its tokens.
 *
 * @param values rewards in [0, 1], or labels as from `tokenLabels`, one per token.
 * @throws {InputError} `VALUE_COUNT` if there is not one value per token.
 */
export function sentenceView(text: string, offsets: readonly TokenOffset[], values: ArrayLike<number>): ViewPart[] {
  return withValues(splitSentences(text), offsets, values);
}

/**
 * The value of each UTF-16 unit of a text: the lowest of the tokens over it, or `IGNORE` (-1) where there is none, as between words.
 *
 * @param values rewards in [0, 1], or labels as from `tokenLabels`, one per token.
 * @throws {InputError} `VALUE_COUNT` if there is not one value per token.
 */
export function characterView(text: string, offsets: readonly TokenOffset[], values: ArrayLike<number>): Float64Array {
  const characters = Array.from({ length: text.length }, (_, start) => ({ start, end: start + 1 }));
  return worstOfTokens(characters, offsets, values);
}

/** The value of a whole response: the lowest of its tokens, or `IGNORE` (-1) if none counts. */
export function responseView(values: ArrayLike<number>): number {
  let lowest = IGNORE;
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index]!;
    if (value !== IGNORE && (lowest === IGNORE || value < lowest)) lowest = value;
  }
  return lowest;
}

function withValues(parts: readonly (Range & { text: string })[], offsets: readonly TokenOffset[], values: ArrayLike<number>): ViewPart[] {
  const worst = worstOfTokens(parts, offsets, values);
  return parts.map(({ start, end, text }, index) => ({ start, end, text, value: worst[index]! }));
}
