import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { calibrationSchema, IDENTITY_SCALE, rewardOfLogit, scaleReward } from './calibration';

const anyReward = fc.double({ min: 0, max: 1, noNaN: true });
const anyScale = fc.record({
  temperature: fc.double({ min: 0.1, max: 10, noNaN: true }),
  bias: fc.double({ min: -5, max: 5, noNaN: true }),
});

test('a scaled reward lies in [0, 1], and the order of rewards stays', () => {
  fc.assert(
    fc.property(anyReward, anyReward, anyScale, (one, other, scale) => {
      const [low, high] = [scaleReward(Math.min(one, other), scale), scaleReward(Math.max(one, other), scale)];
      expect(low).toBeGreaterThanOrEqual(0);
      expect(high).toBeLessThanOrEqual(1);
      expect(low).toBeLessThanOrEqual(high + 1e-12);
    }),
  );
});

test('the identity changes nothing, and the ends stay', () => {
  fc.assert(
    fc.property(anyReward, (reward) => {
      expect(scaleReward(reward, IDENTITY_SCALE)).toBeCloseTo(reward, 12);
    }),
  );
  expect([scaleReward(0, { temperature: 3, bias: 2 }), scaleReward(1, { temperature: 3, bias: -2 })]).toEqual([0, 1]);
  expect(rewardOfLogit(2, { temperature: 2, bias: -1 })).toBe(0.5);
});

test('a temperature that turns the order round is refused', () => {
  const scale = { temperature: 1, bias: 0 };
  expect(calibrationSchema.safeParse({ token: scale, sentence: scale, response: scale }).success).toBe(true);
  expect(calibrationSchema.safeParse({ token: { ...scale, temperature: -1 }, sentence: scale, response: scale }).success).toBe(false);
});
