import * as tf from '@tensorflow/tfjs-core';
import { describe, it } from 'vitest';
import { expectSameAsCpu, normal } from '../testing/compare';

const ids = () => tf.tensor1d([0, 3, 1, 3, 7, 9], 'int32');
const rows = () => tf.tensor2d([0, 3, 1, 3, 7, 9], [2, 3], 'int32');
const none = () => tf.tensor1d([], 'float32');

describe('count kernels', () => {
  it('counts numbers, or sums their weights, leaving out those beyond the size', async () => {
    await expectSameAsCpu(() => [
      tf.bincount(ids(), none(), 5),
      tf.bincount(ids(), normal([6], 1) as tf.Tensor1D, 8),
      tf.denseBincount(ids(), none(), 5),
      tf.denseBincount(rows(), none() as unknown as tf.Tensor2D, 8),
      tf.denseBincount(rows(), normal([2, 3], 1) as tf.Tensor2D, 8),
      tf.denseBincount(rows(), none() as unknown as tf.Tensor2D, 4, true),
    ]);
  });

  it('finds where values belong in sorted rows', async () => {
    const sequence = () => tf.tensor2d([0, 3, 9, 9, 10, 1, 2, 3, 4, 5], [2, 5]);
    const values = () => tf.tensor2d([2, 4, 9, 0, 2, 6], [2, 3]);
    await expectSameAsCpu(() => [tf.lowerBound(sequence(), values()), tf.upperBound(sequence(), values())]);
  });
});
