import { describe, expect, it } from 'vitest';
import { learningRate } from './learning-rate';

const schedule = { peak: 1e-3, warmupSteps: 10, totalSteps: 110, finalFraction: 0.1 };

describe('learningRate', () => {
  it('rises linearly to the peak', () => {
    expect([0, 4, 9].map((step) => learningRate(step, schedule))).toEqual([1e-4, 5e-4, 1e-3]);
  });

  it('falls along a cosine to its final fraction and stays there', () => {
    expect(learningRate(60, schedule)).toBeCloseTo(1e-3 * 0.55, 10);
    expect(learningRate(110, schedule)).toBeCloseTo(1e-4, 10);
    expect(learningRate(500, schedule)).toBeCloseTo(1e-4, 10);
  });
});
