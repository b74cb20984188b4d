import { splitSentences } from '@tldr-rm/align';
import type { Detection, DetectorManifest } from '@tldr-rm/schema';
import { flaggedSpans } from './flagged-spans';
import type { TokenizedText } from './runtime';

/** Rewards below the bound are called hallucinated; each in [0, 1]. */
export type Thresholds = DetectorManifest['thresholds'];

/**
 * Turns the rewards of a response's tokens into verdicts on tokens, spans, sentences and the whole. A sentence is as good as
 * its worst token, and the response as its worst sentence: tokens of white space alone count in neither.
 *
 * @param offsets UTF-16, half-open, one pair a token, in the order of the text; at least one.
 * @param rewards in [0, 1], one a token.
 */
export function summarizeRewards(
  response: string,
  offsets: TokenizedText['offsets'],
  rewards: ArrayLike<number>,
  thresholds: Thresholds,
): Detection {
  const tokens = offsets.map(([start, end], index) => {
    const reward = rewards[index]!;
    return { start, end, text: response.slice(start, end), reward, hallucinated: reward < thresholds.token };
  });
  const sentences = judgeSentences(response, tokens, thresholds.sentence);
  const lowest = sentences.reduce((reward, sentence) => Math.min(reward, sentence.reward), 1);
  return {
    tokens,
    spans: flaggedSpans(response, tokens),
    sentences,
    response: { reward: lowest, hallucinated: lowest < thresholds.response },
  };
}

/** Walks sentences and tokens together, as both are in the order of the text, so that long responses take no longer for each sentence. */
function judgeSentences(response: string, tokens: Detection['tokens'], threshold: number): Detection['sentences'] {
  let first = 0;
  return splitSentences(response).map(({ start, end, text }) => {
    let reward = 1;
    while (first < tokens.length && tokens[first]!.end <= start) first += 1;
    for (let at = first; at < tokens.length && tokens[at]!.start < end; at += 1) {
      if (tokens[at]!.end > start) reward = Math.min(reward, tokens[at]!.reward);
    }
    return { start, end, text, reward, hallucinated: reward < threshold };
  });
}
