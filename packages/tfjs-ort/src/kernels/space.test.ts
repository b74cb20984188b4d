import * as tf from '@tensorflow/tfjs-core';
import { describe, it } from 'vitest';
import { expectSameAsCpu, normal } from '../testing/compare';

const weighted = (y: tf.Tensor) => tf.sum(tf.mul(y, normal(y.shape, 9)));

describe('space kernels', () => {
  it('moves blocks between space and batch, with padding, crops and gradients', async () => {
    const paddings = [
      [1, 0],
      [2, 1],
    ];
    const x = () => normal([2, 5, 3, 2], 1);
    const toBatch = (image: tf.Tensor) => tf.spaceToBatchND(image, [2, 3], paddings);
    const toSpace = (blocks: tf.Tensor) => tf.batchToSpaceND(blocks, [2, 3], paddings);
    await expectSameAsCpu(() => [
      toBatch(x()),
      toSpace(toBatch(x())),
      tf.grad((image) => weighted(toBatch(image)))(x()),
      tf.grad((blocks) => weighted(toSpace(blocks)))(normal([12, 3, 2, 2], 2)),
    ]);
  });

  it('moves depth into space', async () => {
    await expectSameAsCpu(() => tf.depthToSpace(normal([2, 3, 2, 12], 1) as tf.Tensor4D, 2));
  });

  it('pads with a mirror image, with or without the edge, in every type', async () => {
    const paddings: [number, number][] = [
      [1, 2],
      [0, 0],
      [2, 1],
    ];
    for (const mode of ['reflect', 'symmetric'] as const) {
      await expectSameAsCpu(() => [
        tf.mirrorPad(normal([3, 2, 4], 1), paddings, mode),
        tf.mirrorPad(tf.tensor1d([1, 2, 3], 'int32'), [[2, 2]], mode),
      ]);
    }
  });

  it('flips an image', async () => {
    await expectSameAsCpu(() => tf.image.flipLeftRight(normal([2, 3, 4, 1], 1) as tf.Tensor4D));
  });
});
