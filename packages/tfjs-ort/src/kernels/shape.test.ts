import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { expectSameAsCpu, normal } from '../testing/compare';

const shape = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 5 });

/** The same operation on each element type. */
async function expectSameForTypes(run: (x: (dims: number[]) => tf.Tensor) => tf.Tensor | tf.Tensor[]): Promise<void> {
  await expectSameAsCpu(() => run((dims) => normal(dims, 1)));
  await expectSameAsCpu(() => run((dims) => tf.cast(tf.mul(normal(dims, 1), 10), 'int32')));
  await expectSameAsCpu(() => run((dims) => tf.greater(normal(dims, 1), 0)));
}

describe('shape kernels', () => {
  it('transposes by any permutation', async () => {
    const cases = shape.chain((dims) =>
      fc.tuple(
        fc.constant(dims),
        fc.shuffledSubarray(
          dims.map((_, axis) => axis),
          { minLength: dims.length },
        ),
      ),
    );
    await fc.assert(
      fc.asyncProperty(cases, async ([dims, perm]) => expectSameAsCpu(() => tf.transpose(normal(dims, 1), perm))),
      { numRuns: 15 },
    );
  });

  it('slices any part', async () => {
    const axis = fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 1, max: 3 }), fc.integer({ min: 0, max: 2 }));
    await fc.assert(
      fc.asyncProperty(fc.array(axis, { minLength: 1, maxLength: 4 }), async (axes) => {
        const dims = axes.map(([begin, size, rest]) => begin + size + rest);
        const run = (x: tf.Tensor) =>
          tf.slice(
            x,
            axes.map(([begin]) => begin),
            axes.map(([, size]) => size),
          );
        await expectSameAsCpu(() => run(normal(dims, 1)));
        await expectSameAsCpu(() => tf.grad((x) => tf.sum(tf.square(run(x))))(normal(dims, 2)));
      }),
      { numRuns: 15 },
    );
  });

  it('reshapes, and adds and removes axes', async () => {
    await expectSameForTypes((x) => [
      tf.reshape(x([2, 6]), [3, -1]),
      tf.expandDims(x([2, 3]), 1),
      tf.expandDims(x([2, 3]), -1),
      tf.squeeze(x([1, 2, 1])),
    ]);
    await expectSameForTypes((x) => tf.add(tf.cast(tf.reshape(x([2, 6]), [12]), 'float32'), 1));
    await expectSameAsCpu(() => tf.grad((x) => tf.sum(tf.square(tf.reshape(x, [6]))))(normal([2, 3], 1)));
  });

  it('joins and divides', async () => {
    await expectSameForTypes((x) => [tf.concat([x([2, 3]), x([2, 1]), x([2, 0])], 1), tf.concat([x([2, 3]), x([1, 3])], 0)]);
    await expectSameForTypes((x) => [...tf.split(x([4, 6]), 3, 1), ...tf.split(x([4, 6]), [1, 3], 0), ...tf.split(x([4, 6]), 1, 0)]);
    await expectSameForTypes((x) => [tf.stack([x([2, 3]), x([2, 3])], 1), tf.stack([x([2, 3])], -1), ...tf.unstack(x([2, 3]), 1)]);
    await expectSameAsCpu(() => tf.grads((a, b) => tf.sum(tf.square(tf.concat([a, b], 1))))([normal([2, 3], 1), normal([2, 2], 2)]));
    await expectSameAsCpu(() => tf.grad((x) => tf.sum(tf.mul(tf.split(x, 2, 1)[1]!, 3)))(normal([2, 4], 2)));
    await expectSameAsCpu(() => tf.grad((x) => tf.sum(tf.square(tf.stack([x, tf.mul(x, 2)]))))(normal([2, 4], 2)));
    await expectSameAsCpu(() => tf.grad((x) => tf.sum(tf.square(tf.unstack(x)[1]!)))(normal([2, 4], 2)));
  });

  it('pads, repeats and broadcasts', async () => {
    await expectSameForTypes((x) => [
      tf.pad(
        x([2, 3]),
        [
          [1, 0],
          [0, 2],
        ],
        1,
      ),
      tf.tile(x([2, 3]), [2, 3]),
      tf.broadcastTo(x([2, 1]), [4, 2, 3]),
    ]);
    await expectSameAsCpu(() =>
      tf.pad(
        tf.zeros([0, 2]),
        [
          [1, 1],
          [0, 0],
        ],
        5,
      ),
    );
    await expectSameAsCpu(() =>
      tf.grad((x) =>
        tf.sum(
          tf.square(
            tf.pad(x, [
              [1, 0],
              [0, 2],
            ]),
          ),
        ),
      )(normal([2, 3], 1)),
    );
    await expectSameAsCpu(() => tf.grad((x) => tf.sum(tf.square(tf.tile(x, [2, 3]))))(normal([2, 3], 1)));
    await expectSameAsCpu(() => tf.grad((x) => tf.sum(tf.mul(tf.broadcastTo(x, [4, 2, 3]), normal([4, 2, 3], 5))))(normal([2, 1], 1)));
  });

  it('reverses', async () => {
    await expectSameForTypes((x) => [tf.reverse(x([2, 3, 4]), [0, 2]), tf.reverse(x([2, 3, 4]), -1), tf.reverse(x([5]))]);
    await expectSameAsCpu(() => tf.grad((x) => tf.sum(tf.mul(tf.reverse(x, 0), normal([4, 2], 1))))(normal([4, 2], 2)));
  });

  it('slices with strides, masks and negative positions', async () => {
    await expectSameForTypes((x) => [
      tf.stridedSlice(x([5, 6]), [0, 1], [5, 6], [2, 3]),
      tf.stridedSlice(x([5, 6]), [4, -1], [-6, 0], [-1, -2]),
      tf.stridedSlice(x([5, 6]), [1, 2], [4, 5], [1, 1], 1, 2),
      tf.stridedSlice(x([5, 6, 2]), [1, 1], [2, 2], [1, 1], 0, 0, 1),
      tf.stridedSlice(x([5, 6]), [1, 0], [2, 3], [1, 1], 0, 0, 0, 2, 1),
    ]);
  });
});
