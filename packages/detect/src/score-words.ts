import { splitWords, type Word } from '@tldr-rm/align';
import type { Detection } from '@tldr-rm/schema';

/** A word or a mark of a response. */
export interface ScoredWord extends Word {
  /** The lowest reward of the tokens it shares a character with. */
  reward: number;
  /** Whether one of these tokens is hallucinated. */
  hallucinated: boolean;
}

/** The words and marks of a response in order, without white space, each as good as the worst of its tokens. */
export function scoreWords(response: string, tokens: Detection['tokens']): ScoredWord[] {
  const words: ScoredWord[] = [];
  let first = 0;
  for (const place of splitWords(response)) {
    const word: ScoredWord = { ...place, reward: 1, hallucinated: false };
    while (first < tokens.length && tokens[first]!.end <= word.start) first += 1;
    for (let at = first; at < tokens.length && tokens[at]!.start < word.end; at += 1) {
      word.reward = Math.min(word.reward, tokens[at]!.reward);
      word.hallucinated ||= tokens[at]!.hallucinated;
    }
    words.push(word);
  }
  return words;
}
