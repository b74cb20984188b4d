import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseThresholds } from './choose-thresholds';
import { evaluateDetections } from './evaluate-detections';
import { anyScored, scoredOf } from './testing/scored';

test('a threshold stands midway between the rewards that it parts', () => {
  const scored = [scoredOf([0.25, 0.75], [0, 1]), scoredOf([0.75, 1], [1, 1])];
  expect(chooseThresholds(scored)).toEqual({ token: 0.5, sentence: 0.5, response: 0.5 });
  const low = [scoredOf([0.125, 0.25], [0, 1]), scoredOf([0.375, 1], [1, 1])];
  expect(chooseThresholds(low)).toEqual({ token: 0.1875, sentence: 0.25, response: 0.25 });
});

test('the response threshold follows the reward of the response', () => {
  const scored = [scoredOf([0.5], [0], { responseReward: 0.1 }), scoredOf([0.5], [1], { responseReward: 0.3 })];
  expect(chooseThresholds(scored).response).toBeCloseTo(0.2, 12);
});

test('where nothing is hallucinated nothing is called so, and the token threshold stays', () => {
  const scored = [scoredOf([0.2, 0.9], [1, 1])];
  expect(chooseThresholds(scored)).toEqual({ token: 0.5, sentence: 0.1, response: 0.1 });
});

test('data without truth is refused', () => {
  expect(() => chooseThresholds([])).toThrow('no labelled response');
  expect(() => chooseThresholds([scoredOf([0.1], [-1])])).toThrow('no labelled response');
});

test('no other threshold does better', () => {
  fc.assert(
    fc.property(
      fc
        .array(anyScored, { minLength: 1, maxLength: 8 })
        .filter((scored) => scored.some(({ labels }) => labels.some((label) => label >= 0))),
      (scored) => {
        const best = evaluateDetections(scored, chooseThresholds(scored));
        const rewards = scored.flatMap((response) => response.tokens.map((token) => token.reward));
        for (const threshold of [0, ...rewards, 1]) {
          const other = evaluateDetections(scored, { token: threshold, sentence: threshold, response: threshold });
          expect(best.response.accuracy).toBeGreaterThanOrEqual(other.response.accuracy!);
          expect(best.sentence.accuracy).toBeGreaterThanOrEqual(other.sentence.accuracy!);
          if (best.token.bad > 0) expect(best.token.f1Bad).toBeGreaterThanOrEqual(other.token.f1Bad!);
        }
        for (const threshold of Object.values(best.thresholds)) {
          expect(threshold).toBeGreaterThanOrEqual(0);
          expect(threshold).toBeLessThanOrEqual(1);
        }
      },
    ),
    { numRuns: 100 },
  );
});
