import { IGNORE, sentenceView, splitSentences, type TokenOffset } from '@tldr-rm/align';
import { type Detection, type DetectorManifest, scaleReward } from '@tldr-rm/schema';
import { flaggedSpans } from './flagged-spans';
import { nameKinds } from './name-kinds';
import type { TokenizedText } from './runtime';

/** Rewards below the bound are called hallucinated; each in [0, 1]. */
export type Thresholds = DetectorManifest['thresholds'];

/** What the heads of a detector say of the tokens of a response. */
export interface ScoredTokens {
  /** In [0, 1], one a token. */
  rewards: ArrayLike<number>;
  /** Logits of the kinds of hallucination, [tokens, taxonomies]. */
  kinds?: Float32Array;
}

/**
 * Turns the rewards of a response's tokens into verdicts on tokens, spans, sentences and the whole. A sentence is as good as
 * its worst token, and the response as its worst sentence: tokens of white space alone count in neither. Their rewards are the worst token's, scaled where
 * the detector is calibrated.
 *
 * A detector of whole responses gives no spans: it does not say which token is wrong, so that all of them share its verdict.
 *
 * @param offsets UTF-16, half-open, one pair a token, in the order of the text; at least one.
 */
export function summarizeRewards(
  response: string,
  offsets: TokenizedText['offsets'],
  { rewards, kinds }: ScoredTokens,
  thresholds: Thresholds,
  { rewardLevel, taxonomies, calibration }: Pick<DetectorManifest, 'rewardLevel' | 'taxonomies' | 'calibration'>,
): Detection {
  if (rewardLevel === 'response') return shareVerdict(response, offsets, rewards, thresholds, calibration);
  const tokens = offsets.map(([start, end], index) => {
    const reward = rewards[index]!;
    return { start, end, text: response.slice(start, end), reward, hallucinated: reward < thresholds.token };
  });
  const worst = sentenceView(
    response,
    tokens.map(({ start, end }): TokenOffset => [start, end]),
    tokens.map(({ reward }) => reward),
  ).map(({ value, ...sentence }) => ({ ...sentence, reward: value === IGNORE ? 1 : value }));
  const scaled = (reward: number, level: 'sentence' | 'response') => (calibration ? scaleReward(reward, calibration[level]) : reward);
  const sentences = worst.map((sentence) => {
    const reward = scaled(sentence.reward, 'sentence');
    return { ...sentence, reward, hallucinated: reward < thresholds.sentence };
  });
  const whole = scaled(
    worst.reduce((lowest, { reward }) => Math.min(lowest, reward), 1),
    'response',
  );
  return {
    tokens,
    spans: nameKinds(flaggedSpans(response, tokens), tokens, kinds, taxonomies),
    sentences,
    response: { reward: whole, hallucinated: whole < thresholds.response },
  };
}

/** The verdict on a whole response, which its tokens and sentences share: that of the worst window, where the response was read in several. */
function shareVerdict(
  response: string,
  offsets: TokenizedText['offsets'],
  rewards: ArrayLike<number>,
  thresholds: Thresholds,
  calibration: DetectorManifest['calibration'],
): Detection {
  const worst = Array.from(rewards).reduce((lowest, reward) => Math.min(lowest, reward), 1);
  const reward = calibration ? scaleReward(worst, calibration.response) : worst;
  const verdict = { reward, hallucinated: reward < thresholds.response };
  return {
    tokens: offsets.map(([start, end]) => ({ start, end, text: response.slice(start, end), ...verdict })),
    spans: [],
    sentences: splitSentences(response).map(({ start, end }) => ({ start, end, text: response.slice(start, end), ...verdict })),
    response: verdict,
    level: 'response',
  };
}
