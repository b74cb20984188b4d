import type { Detection } from '@tldr-rm/schema';

const words = new Intl.Segmenter('en', { granularity: 'word' });

/**
 * The stretches of text that hallucinated tokens point at: each token is widened to the whole words it touches, and neighbouring words (nothing but white space
 * between them) are joined. A span's reward is the lowest of the hallucinated tokens in it.
 */
export function flaggedSpans(response: string, tokens: Detection['tokens']): Detection['spans'] {
  const flagged = tokens.filter((token) => token.hallucinated);
  const spans: Detection['spans'] = [];
  let next = 0;
  let joinable = false;
  for (const { segment, index: start } of words.segment(response)) {
    if (flagged.length === 0) break;
    if (segment.trim() === '') continue;
    const end = start + segment.length;
    while (next < flagged.length && flagged[next]!.end <= start) next += 1;
    let reward = Number.POSITIVE_INFINITY;
    for (let at = next; at < flagged.length && flagged[at]!.start < end; at += 1) {
      if (flagged[at]!.end > start) reward = Math.min(reward, flagged[at]!.reward);
    }
    if (reward === Number.POSITIVE_INFINITY) {
      joinable = false;
      continue;
    }
    const last = spans.at(-1);
    if (joinable && last) {
      last.end = end;
      last.text = response.slice(last.start, end);
      last.reward = Math.min(last.reward, reward);
    } else {
      spans.push({ start, end, text: segment, reward });
    }
    joinable = true;
  }
  return spans;
}
