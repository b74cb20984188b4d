import * as tf from '@tensorflow/tfjs-core';
import { describe, it } from 'vitest';
import { expectSameAsCpu, normal } from '../testing/compare';

describe('normalization kernels', () => {
  it('normalizes a batch by given moments, with its gradients', async () => {
    const x = () => normal([2, 3, 4, 5], 1) as tf.Tensor4D;
    const vector = (seed: number) => normal([5], seed) as tf.Tensor1D;
    const variance = () => tf.add(tf.abs(vector(3)), 0.5) as tf.Tensor1D;
    await expectSameAsCpu(
      () => [
        tf.batchNorm(x(), vector(2), variance()),
        tf.batchNorm(x(), vector(2), variance(), vector(4)),
        tf.batchNorm(x(), vector(2), variance(), vector(4), vector(5), 0.1),
        ...tf.grads((image, scale) =>
          tf.sum(tf.square(tf.batchNorm(image as tf.Tensor4D, vector(2), variance(), vector(4), scale as tf.Tensor1D))),
        )([x(), vector(5)]),
      ],
      1e-4,
    );
  });

  it('normalizes by the channels beside, with its gradient', async () => {
    const x = () => normal([2, 3, 2, 7], 1) as tf.Tensor4D;
    const run = (image: tf.Tensor) => tf.localResponseNormalization(image as tf.Tensor4D, 2, 1.5, 0.7, 0.6);
    await expectSameAsCpu(() => [run(x()), tf.grad((image) => tf.sum(tf.mul(run(image), normal([2, 3, 2, 7], 2))))(x())], 1e-4);
  });
});
