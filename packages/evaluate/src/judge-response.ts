import { HALLUCINATED, IGNORE, splitSentences } from '@tldr-rm/align';
import { InputError } from '@tldr-rm/schema';
import type { ScoredResponse } from './scored-response';

/** One thing that a detector judged (a token, a sentence, a response): the truth and the reward. */
export interface Judged {
  bad: boolean;
  reward: number;
}

/** A response as judged on all levels. Ignored tokens are left out, and so are sentences and responses without any other. */
export interface JudgedResponse {
  tokens: Judged[];
  sentences: Judged[];
  response: Judged | null;
}

/** @throws {InputError} `SCORED_RESPONSE` if labels and tokens differ in number or a reward is not in [0, 1]. */
export function judgeResponse(scored: ScoredResponse): JudgedResponse {
  check(scored);
  const counted = scored.tokens.flatMap(({ start, end, reward }, index) =>
    scored.labels[index] === IGNORE ? [] : [{ start, end, reward, bad: scored.labels[index] === HALLUCINATED }],
  );
  const sentences = (scored.sentences ?? splitSentences(scored.text)).flatMap(({ start, end }) => {
    const judged = worst(counted.filter((token) => token.start < end && start < token.end));
    return judged === null ? [] : [judged];
  });
  const whole = worst(counted);
  return {
    tokens: counted,
    sentences,
    response: whole === null ? null : { bad: whole.bad, reward: scored.responseReward ?? whole.reward },
  };
}

/** Bad if one of them is; the reward is the lowest. */
function worst(tokens: readonly Judged[]): Judged | null {
  if (tokens.length === 0) return null;
  let reward = Number.POSITIVE_INFINITY;
  let bad = false;
  for (const token of tokens) {
    reward = Math.min(reward, token.reward);
    bad ||= token.bad;
  }
  return { bad, reward };
}

function check({ id, tokens, labels, responseReward }: ScoredResponse): void {
  if (labels.length !== tokens.length) {
    throw new InputError('SCORED_RESPONSE', `${id}: ${labels.length} labels for ${tokens.length} tokens. Give one label per token.`);
  }
  const broken = tokens.findIndex((token) => !isReward(token.reward));
  if (broken !== -1) {
    throw new InputError('SCORED_RESPONSE', `${id}: the reward of token ${broken} is ${tokens[broken]!.reward}, not a number in [0, 1].`);
  }
  if (responseReward !== undefined && !isReward(responseReward)) {
    throw new InputError('SCORED_RESPONSE', `${id}: the reward of the response is ${responseReward}, not a number in [0, 1].`);
  }
}

function isReward(value: number): boolean {
  return value >= 0 && value <= 1;
}
