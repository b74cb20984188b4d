import * as tf from '@tensorflow/tfjs-core';
import { describe, it } from 'vitest';
import { expectClose, expectSameAsCpu, normal, resultsOn } from '../testing/compare';
import { geluTanh, silu } from './activations';
import { composedCrossEntropy, sparseCrossEntropy } from './cross-entropy';
import { composedRmsNorm, rmsNorm } from './rms-norm';

const gain = () => tf.add(normal([6], 4, 0.2), 1) as tf.Tensor1D;

describe('fused operations', () => {
  it.each([[[6]], [[4, 6]], [[2, 3, 6]]])('normalizes %j with the values and gradients of the composed form', async (shape) => {
    const run = (norm: typeof rmsNorm) => () => {
      const gradients = tf.valueAndGrads((x, g) => tf.sum(tf.mul(norm(x, g as tf.Tensor1D, 1e-5), normal(shape, 9))));
      const { value, grads } = gradients([normal(shape, 1, 3), gain()]);
      return [norm(normal(shape, 1, 3), gain(), 1e-5), value, ...grads];
    };
    expectClose(await resultsOn('ort', run(rmsNorm)), await resultsOn('cpu', run(composedRmsNorm)), 2e-5);
    await expectSameAsCpu(run(rmsNorm), 2e-5);
  });

  it.each([
    ['silu', silu],
    ['geluTanh', geluTanh],
  ] as const)('%s has the values and gradients of the composed form', async (_, activation) => {
    const x = () => tf.concat([normal([60], 1, 3), tf.tensor1d([0, 1e-6, 12, -12, 60, -60, 3e4, -3e4])]);
    await expectSameAsCpu(() => [activation(x()), tf.grad((t) => tf.sum(tf.mul(activation(t), tf.cos(t))))(x())], 1e-5);
  });

  it('gives the cross-entropy of classes with its gradient', async () => {
    const classes = () => tf.tensor1d([0, 6, 2, 2], 'int32');
    const run = (loss: typeof sparseCrossEntropy) => () => {
      const logits = normal([4, 7], 1, 8) as tf.Tensor2D;
      return [
        loss(logits, classes()),
        tf.grad((x) => tf.sum(tf.mul(loss(x as tf.Tensor2D, classes()), tf.tensor1d([1, 0, -2, 3]))))(logits),
      ];
    };
    expectClose(await resultsOn('ort', run(sparseCrossEntropy)), await resultsOn('cpu', run(composedCrossEntropy)));
    await expectSameAsCpu(run(sparseCrossEntropy));
  });
});
