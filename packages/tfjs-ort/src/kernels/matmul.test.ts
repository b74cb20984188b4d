import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { expectSameAsCpu, normal } from '../testing/compare';

const size = fc.integer({ min: 1, max: 5 });

describe('matrix product kernels', () => {
  it('equals the CPU backend for every transposition and batch, also where one batch is 1', async () => {
    const batches = fc.constantFrom(
      [[], []],
      [[3], [3]],
      [[3], [1]],
      [[1], [3]],
      [
        [2, 3],
        [2, 3],
      ],
    );
    await fc.assert(
      fc.asyncProperty(
        size,
        size,
        size,
        fc.boolean(),
        fc.boolean(),
        batches,
        async (rows, inner, columns, transposeA, transposeB, [batchA, batchB]) => {
          await expectSameAsCpu(() => {
            const a = normal([...batchA!, ...(transposeA ? [inner, rows] : [rows, inner])], 1);
            const b = normal([...batchB!, ...(transposeB ? [columns, inner] : [inner, columns])], 2);
            return tf.matMul(a, b, transposeA, transposeB);
          });
        },
      ),
      { numRuns: 24 },
    );
  });

  it('has the gradients of the CPU backend for every transposition', async () => {
    for (const batch of [[], [2, 3]]) {
      for (const transposeA of [false, true]) {
        for (const transposeB of [false, true]) {
          await expectSameAsCpu(() => {
            const a = normal([...batch, ...(transposeA ? [4, 3] : [3, 4])], 1);
            const b = normal([...batch, ...(transposeB ? [5, 4] : [4, 5])], 2);
            return tf.grads((left, right) => tf.sum(tf.square(tf.matMul(left, right, transposeA, transposeB))))([a, b]);
          });
        }
      }
    }
  });

  it('multiplies integers and sums over an empty axis', async () => {
    await expectSameAsCpu(() => tf.matMul(tf.tensor2d([1, 2, 3, 4], [2, 2], 'int32'), tf.tensor2d([5, 6, 7, 8], [2, 2], 'int32')));
    await expectSameAsCpu(() => tf.matMul(tf.zeros([2, 0]), tf.zeros([0, 3])));
  });

  it.each(['linear', 'relu', 'relu6', 'sigmoid', 'elu', 'leakyrelu', 'prelu'] as const)(
    'adds a bias and applies %s',
    async (activation) => {
      await expectSameAsCpu(() =>
        tf.fused.matMul({
          a: normal([4, 3], 1) as tf.Tensor2D,
          b: normal([3, 5], 2, 3) as tf.Tensor2D,
          bias: normal([5], 3),
          activation,
          preluActivationWeights: normal([5], 4),
          leakyreluAlpha: 0.3,
        }),
      );
    },
  );
});
