import { InputError } from '@tldr-rm/schema';
import { type Judged, judgeResponse } from './judge-response';
import { DEFAULT_THRESHOLDS, type ScoredResponse, type Thresholds } from './scored-response';

/** What is right about a set of verdicts: of `bad` bad items and `count` in all, `found` of the `called` ones are bad. */
interface Verdicts {
  count: number;
  bad: number;
  called: number;
  found: number;
}

/**
 * The thresholds that do best on validation data: the token threshold by F1 of hallucinated tokens, the sentence and response thresholds by accuracy.
 * Among equally good ones the nearest to 0.5 is taken, and a threshold stands midway between the two rewards that it parts.
 * Where nothing is hallucinated there is no best token threshold; it stays 0.5.
 *
 * @throws {InputError} `NO_VALIDATION_DATA` without any response that counts; `SCORED_RESPONSE` as `evaluateDetections`.
 */
export function chooseThresholds(scored: Iterable<ScoredResponse>): Thresholds {
  const judged = Array.from(scored, judgeResponse);
  const responses = judged.flatMap((item) => (item.response === null ? [] : [item.response]));
  if (responses.length === 0) {
    throw new InputError(
      'NO_VALIDATION_DATA',
      'There is no labelled response to choose thresholds on. Give validation data with token labels.',
    );
  }
  const tokens = judged.flatMap((item) => item.tokens);
  const sentences = judged.flatMap((item) => item.sentences);
  return {
    token: tokens.some((token) => token.bad) ? bestThreshold(tokens, f1) : DEFAULT_THRESHOLDS.token,
    sentence: sentences.length > 0 ? bestThreshold(sentences, rightVerdicts) : DEFAULT_THRESHOLDS.sentence,
    response: bestThreshold(responses, rightVerdicts),
  };
}

function f1({ bad, called, found }: Verdicts): number {
  return (2 * found) / (called + bad);
}

function rightVerdicts({ count, bad, called, found }: Verdicts): number {
  return count - bad - called + 2 * found;
}

function bestThreshold(judged: readonly Judged[], quality: (verdicts: Verdicts) => number): number {
  const sorted = [...judged].sort((left, right) => left.reward - right.reward);
  const verdicts: Verdicts = { count: sorted.length, bad: sorted.filter((item) => item.bad).length, called: 0, found: 0 };
  let best = { threshold: 0, quality: Number.NEGATIVE_INFINITY };
  for (let index = 0; index <= sorted.length; index += 1) {
    const below = sorted[index - 1]?.reward;
    const above = sorted[index]?.reward;
    // No threshold parts equal rewards, nor calls a reward of 1 hallucinated.
    if (below !== above && below !== 1) {
      const threshold = below === undefined ? lowest(above) : between(below, above ?? 1);
      const candidate = { threshold, quality: quality(verdicts) };
      const nearer = Math.abs(threshold - 0.5) < Math.abs(best.threshold - 0.5);
      if (candidate.quality > best.quality || (candidate.quality === best.quality && nearer)) best = candidate;
    }
    if (index < sorted.length) {
      verdicts.called += 1;
      if (sorted[index]!.bad) verdicts.found += 1;
    }
  }
  return best.threshold;
}

/** Calls nothing hallucinated. */
function lowest(smallestReward: number | undefined): number {
  return (smallestReward ?? 0) / 2;
}

/** A threshold that calls `below` hallucinated and `above` not: their middle, unless rounding puts it on `below`. */
function between(below: number, above: number): number {
  const middle = (below + above) / 2;
  return middle > below ? middle : above;
}
