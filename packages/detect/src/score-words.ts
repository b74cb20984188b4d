import { HALLUCINATED, IGNORE, RIGHT, splitWords, type TokenOffset, type Word, worstOfTokens } from '@tldr-rm/align';
import type { Detection } from '@tldr-rm/schema';

/** A word or a mark of a response. */
export interface ScoredWord extends Word {
  /** The lowest reward of the tokens it shares a character with. */
  reward: number;
  /** Whether one of these tokens is hallucinated; never of a mark, which has no letter or digit: nothing is claimed by it. */
  hallucinated: boolean;
}

const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

/** The words and marks of a response in order, without white space, each as good as the worst of its tokens. */
export function scoreWords(response: string, tokens: Detection['tokens']): ScoredWord[] {
  const words = splitWords(response);
  const offsets = tokens.map(({ start, end }): TokenOffset => [start, end]);
  const rewards = worstOfTokens(
    words,
    offsets,
    tokens.map(({ reward }) => reward),
  );
  const labels = worstOfTokens(
    words,
    offsets,
    tokens.map(({ hallucinated }) => (hallucinated ? HALLUCINATED : RIGHT)),
  );
  return words.map((word, index) => ({
    ...word,
    reward: rewards[index] === IGNORE ? 1 : rewards[index]!,
    hallucinated: labels[index] === HALLUCINATED && LETTER_OR_DIGIT.test(word.text),
  }));
}
