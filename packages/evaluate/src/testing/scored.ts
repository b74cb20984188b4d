import * as fc from 'fast-check';
import type { ScoredResponse } from '../scored-response';

/** A response of one-letter words with one token each: `a b c`. */
export function scoredOf(rewards: readonly number[], labels: readonly number[], more: Partial<ScoredResponse> = {}): ScoredResponse {
  const words = rewards.map((_, index) => String.fromCharCode(97 + (index % 26)));
  return {
    id: 'response',
    text: words.join(' '),
    tokens: rewards.map((reward, index) => ({ start: 2 * index, end: 2 * index + 1, reward })),
    labels: Int8Array.from(labels),
    ...more,
  };
}

/** Responses with few reward levels, so that ties are frequent. */
export const anyScored: fc.Arbitrary<ScoredResponse> = fc
  .array(
    fc.record({
      reward: fc.oneof(fc.constantFrom(0, 0.25, 0.5, 0.75, 1), fc.double({ min: 0, max: 1, noNaN: true })),
      label: fc.constantFrom(1, 1, 0, -1),
    }),
    { maxLength: 8 },
  )
  .map((tokens) =>
    scoredOf(
      tokens.map((token) => token.reward),
      tokens.map((token) => token.label),
    ),
  );
