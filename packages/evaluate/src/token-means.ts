import type { Judged } from './judge-response';
import { averagePrecision } from './ranking';
import { share } from './share';

/** Figures of the tokens of single responses, which are averaged over the responses that define them. */
export const TOKEN_MEANS = ['apNeg', 'apPos', 'precisionBad', 'recallBad', 'f1Bad', 'precisionGood', 'recallGood', 'f1Good'] as const;
export type TokenMean = (typeof TOKEN_MEANS)[number];

/** The figures of one response's tokens; null where they do not define one. */
export function tokenFigures(tokens: readonly Judged[], threshold: number): Record<TokenMean, number | null> {
  const rewards = Float64Array.from(tokens, ({ reward }) => reward);
  let [bad, called, found] = [0, 0, 0];
  for (const token of tokens) {
    if (token.bad) bad += 1;
    if (token.reward >= threshold) continue;
    called += 1;
    if (token.bad) found += 1;
  }
  const [good, kept] = [tokens.length - bad, tokens.length - called];
  const rightlyKept = good - (called - found);
  return {
    apNeg: averagePrecision(
      rewards.map((reward) => -reward),
      tokens.map((token) => token.bad),
    ),
    apPos: averagePrecision(
      rewards,
      tokens.map((token) => !token.bad),
    ),
    precisionBad: share(found, called),
    recallBad: share(found, bad),
    f1Bad: share(2 * found, called + bad),
    precisionGood: share(rightlyKept, kept),
    recallGood: share(rightlyKept, good),
    f1Good: share(2 * rightlyKept, kept + good),
  };
}
