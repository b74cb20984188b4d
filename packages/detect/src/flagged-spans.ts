import type { Detection } from '@tldr-rm/schema';
import { scoreWords } from './score-words';

/**
 * The stretches of text that hallucinated tokens point at: each token is widened to the whole words it touches, and neighbouring words (nothing but white space
 * between them) are joined. A span's reward is the lowest of its words.
 */
export function flaggedSpans(response: string, tokens: Detection['tokens']): Detection['spans'] {
  const spans: Detection['spans'] = [];
  let previousFlagged = false;
  for (const { start, end, text, reward, hallucinated } of scoreWords(response, tokens)) {
    const last = spans.at(-1);
    if (hallucinated && previousFlagged && last) {
      last.end = end;
      last.text = response.slice(last.start, end);
      last.reward = Math.min(last.reward, reward);
    } else if (hallucinated) {
      spans.push({ start, end, text, reward });
    }
    previousFlagged = hallucinated;
  }
  return spans;
}
