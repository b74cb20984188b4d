import { IDENTITY_SCALE, rewardOfLogit } from '@tldr-rm/schema';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluateDetections } from './evaluate-detections';
import { applyCalibration, fitCalibration } from './fit-calibration';
import { anyScored, scoredOf } from './testing/scored';

/** Tokens of each logit, of which exactly the share that sigmoid(logit / temperature + bias) says is right, told with the reward sigmoid(logit). */
function responsesOf(temperature: number, bias: number) {
  return [-3, -1.5, 0, 1, 2, 4].flatMap((logit) => {
    const right = Math.round(1000 * rewardOfLogit(logit, { temperature, bias }));
    return Array.from({ length: 1000 }, (_, index) => scoredOf([rewardOfLogit(logit)], [index < right ? 1 : 0]));
  });
}

describe('fitCalibration', () => {
  test('finds the temperature and the bias that rewards were distorted by', () => {
    const scored = responsesOf(2.5, 0.7);
    const { token, response } = fitCalibration(scored);
    expect(token.temperature).toBeCloseTo(2.5, 1);
    expect(token.bias).toBeCloseTo(0.7, 1);
    // The responses have one token each: nothing is left to do for them.
    expect(response.temperature).toBeCloseTo(1, 2);
    expect(response.bias).toBeCloseTo(0, 2);
    const after = evaluateDetections(scored.map((each) => applyCalibration(each, { token, sentence: IDENTITY_SCALE, response })));
    expect(evaluateDetections(scored).token.ece).toBeGreaterThan(0.1);
    expect(after.token.ece).toBeLessThan(0.005);
  });

  test('calibrates responses, of which the worst of many tokens says too little', () => {
    // One response in five is false, half of them plainly. Most right ones have one right token with a low reward too.
    const worst = (index: number): number => (index % 10 === 5 ? 0.1 : index % 5 === 4 ? 0.9 : 0.3);
    const scored = Array.from({ length: 400 }, (_, index) =>
      scoredOf([0.9, 0.9, worst(index), 0.9], [1, 1, index % 5 === 0 ? 0 : 1, 1], { responseReward: worst(index) }),
    );
    const calibration = fitCalibration(scored);
    const report = evaluateDetections(scored.map((each) => applyCalibration(each, calibration)));
    expect(evaluateDetections(scored).response.ece).toBeGreaterThan(0.4);
    expect(report.response.ece).toBeLessThan(0.03);
  });

  test('temperatures are positive and finite', () => {
    fc.assert(
      fc.property(
        fc.array(anyScored, { minLength: 1, maxLength: 8 }).filter((all) => all.some(({ labels }) => labels.some((label) => label >= 0))),
        (scored) => {
          const calibration = fitCalibration(scored);
          for (const { temperature, bias } of Object.values(calibration)) {
            expect(temperature).toBeGreaterThan(0);
            expect(Number.isFinite(temperature) && Number.isFinite(bias)).toBe(true);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  test('keeps rewards where there is nothing to learn from, or where they say the opposite', () => {
    expect(fitCalibration([scoredOf([0.2, 0.9], [1, 1])]).token).toEqual(IDENTITY_SCALE);
    expect(fitCalibration([scoredOf([0.9, 0.8, 0.1, 0.2], [0, 0, 1, 1])]).token).toEqual(IDENTITY_SCALE);
    expect(() => fitCalibration([scoredOf([0.2], [-1])])).toThrow('no labelled response');
  });

  test('stays finite where a threshold parts right and wrong perfectly, and rewards are 0 and 1', () => {
    const { token } = fitCalibration([scoredOf([0, 0, 1, 1, 1], [0, 0, 1, 1, 1])]);
    expect(token.temperature).toBeGreaterThan(1);
    expect(Number.isFinite(token.bias)).toBe(true);
  });
});
