import { createRandom } from '@tldr-rm/random';
import { expect, test } from 'vitest';
import { dot, type Example, fitLogisticRegression } from './logistic-regression';

test('the weights are where the gradient of the regularized loss vanishes', () => {
  const random = createRandom(3);
  const dimensions = 12;
  const examples = Array.from({ length: 200 }, (): Example => {
    const positions = Uint32Array.from(random.shuffle(Array.from({ length: dimensions }, (_, index) => index)).slice(0, 5));
    return { vector: { positions, values: Float32Array.from(positions, () => random.float()) }, label: random.chance(0.4) ? 1 : 0 };
  });
  for (const strength of [0.03, 1, 30]) {
    const weights = fitLogisticRegression(examples, { dimensions, strength, random, tolerance: 1e-9, mostEpochs: 5000 });
    const gradient = Float64Array.from(weights);
    for (const { vector, label } of examples) {
      const error = 1 / (1 + Math.exp(-dot(weights, vector))) - label;
      for (const [index, position] of vector.positions.entries()) gradient[position]! += strength * error * vector.values[index]!;
    }
    for (const slope of gradient) expect(Math.abs(slope) / strength).toBeLessThan(1e-4);
  }
});
