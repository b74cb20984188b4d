import { HALLUCINATED, IGNORE, RIGHT, splitSentences, type TokenOffset, worstOfTokens } from '@tldr-rm/align';
import { InputError } from '@tldr-rm/schema';
import type { ScoredResponse } from './scored-response';

/** One thing that a detector judged (a token, a sentence, a response): the truth and the reward. */
export interface Judged {
  bad: boolean;
  reward: number;
}

/** A response as judged on all levels. Ignored tokens are left out, and so are sentences and responses without any other. */
export interface JudgedResponse {
  /** In the order in which they were given. */
  tokens: JudgedToken[];
  sentences: Judged[];
  response: Judged | null;
}

/** A token that counts; offsets are UTF-16, half-open. */
export interface JudgedToken extends Judged {
  start: number;
  end: number;
}

/**
 * The truth of sentences and the response is that of their tokens. Their rewards are the detector's own where it gave some, or else the lowest of their tokens.
 *
 * @throws {InputError} `SCORED_RESPONSE` if labels and tokens differ in number or a reward is not in [0, 1].
 */
export function judgeResponse(scored: ScoredResponse): JudgedResponse {
  check(scored);
  const counted = scored.tokens.flatMap(({ start, end, reward }, index): JudgedToken[] =>
    scored.labels[index] === IGNORE ? [] : [{ start, end, reward, bad: scored.labels[index] === HALLUCINATED }],
  );
  const whole = worst(counted);
  if (scored.hallucinated !== undefined) {
    const reward = scored.responseReward ?? worst(scored.tokens.map((token) => ({ bad: false, reward: token.reward })))?.reward;
    return { tokens: [], sentences: [], response: reward === undefined ? null : { bad: scored.hallucinated, reward } };
  }
  return {
    tokens: counted,
    sentences: judgeSentences(scored.sentences ?? splitSentences(scored.text), counted),
    response: whole === null ? null : { bad: whole.bad, reward: scored.responseReward ?? whole.reward },
  };
}

function judgeSentences(sentences: NonNullable<ScoredResponse['sentences']>, tokens: readonly JudgedToken[]): Judged[] {
  const tokensInOrder = tokens.toSorted(byStart);
  const offsets = tokensInOrder.map(({ start, end }): TokenOffset => [start, end]);
  const inOrder = sentences.toSorted(byStart);
  const rewards = worstOfTokens(
    inOrder,
    offsets,
    tokensInOrder.map((token) => token.reward),
  );
  const labels = worstOfTokens(
    inOrder,
    offsets,
    tokensInOrder.map((token) => (token.bad ? HALLUCINATED : RIGHT)),
  );
  return inOrder.flatMap(({ reward }, index): Judged[] =>
    labels[index] === IGNORE ? [] : [{ bad: labels[index] === HALLUCINATED, reward: reward ?? rewards[index]! }],
  );
}

function byStart(one: { start: number }, other: { start: number }): number {
  return one.start - other.start;
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

function check({ id, tokens, labels, sentences = [], responseReward }: ScoredResponse): void {
  if (labels.length !== tokens.length) {
    throw new InputError('SCORED_RESPONSE', `${id}: ${labels.length} labels for ${tokens.length} tokens. Give one label per token.`);
  }
  const broken = tokens.findIndex((token) => !isReward(token.reward));
  if (broken !== -1) {
    throw new InputError('SCORED_RESPONSE', `${id}: the reward of token ${broken} is ${tokens[broken]!.reward}, not a number in [0, 1].`);
  }
  const brokenSentence = sentences.findIndex(({ reward }) => reward !== undefined && !isReward(reward));
  if (brokenSentence !== -1) {
    throw new InputError(
      'SCORED_RESPONSE',
      `${id}: the reward of sentence ${brokenSentence} is ${sentences[brokenSentence]!.reward}, not a number in [0, 1].`,
    );
  }
  if (responseReward !== undefined && !isReward(responseReward)) {
    throw new InputError('SCORED_RESPONSE', `${id}: the reward of the response is ${responseReward}, not a number in [0, 1].`);
  }
}

function isReward(value: number): boolean {
  return value >= 0 && value <= 1;
}
