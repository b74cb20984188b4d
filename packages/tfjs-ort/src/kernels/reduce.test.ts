import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { expectSameAsCpu, normal } from '../testing/compare';

type Reduction = (x: tf.Tensor, axis?: number | number[], keepDims?: boolean) => tf.Tensor;
const REDUCTIONS: Record<string, Reduction> = { sum: tf.sum, mean: tf.mean, max: tf.max, min: tf.min, prod: tf.prod };
const LOGICAL: Record<string, Reduction> = { all: tf.all, any: tf.any };

const cases = fc
  .record({
    shape: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 }),
    keep: fc.boolean(),
    picks: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
    negative: fc.boolean(),
  })
  .map(({ shape, keep, picks, negative }) => {
    const axes = shape.map((_, axis) => axis).filter((axis) => picks[axis]);
    return { shape, keep, axes: axes.length === 0 ? undefined : axes.map((axis) => (negative ? axis - shape.length : axis)) };
  });

describe('reduction kernels', () => {
  it.each(Object.keys(REDUCTIONS))('%s equals the CPU backend over any axes', async (name) => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ shape, keep, axes }) => {
        await expectSameAsCpu(() => REDUCTIONS[name]!(normal(shape, 1), axes, keep));
      }),
      { numRuns: 8 },
    );
  });

  it.each(Object.keys(REDUCTIONS))('%s of integers, booleans and scalars equals the CPU backend', async (name) => {
    await expectSameAsCpu(() => REDUCTIONS[name]!(tf.tensor2d([1, -2, 3, 4, 5, 7], [2, 3], 'int32'), 1));
    await expectSameAsCpu(() => REDUCTIONS[name]!(tf.scalar(3)));
    if (name === 'sum') await expectSameAsCpu(() => tf.sum(tf.tensor1d([true, false, true], 'bool')));
  });

  it('sums over nothing to zero', async () => {
    await expectSameAsCpu(() => tf.sum(tf.zeros([2, 0]), 1));
    await expectSameAsCpu(() => tf.prod(tf.zeros([2, 0]), 1));
  });

  it.each(Object.keys(LOGICAL))('%s equals the CPU backend', async (name) => {
    const x = () => tf.tensor2d([1, 0, 1, 1, 0, 0], [3, 2], 'bool');
    for (const axis of [0, 1, [0, 1], undefined]) await expectSameAsCpu(() => LOGICAL[name]!(x(), axis));
    await expectSameAsCpu(() => LOGICAL[name]!(x(), 1, true));
  });

  it.each(['sum', 'mean', 'max', 'min', 'prod'])('%s has the gradient of the CPU backend', async (name) => {
    for (const axis of [0, 1, [0, 2], undefined]) {
      await expectSameAsCpu(() => tf.grad((x) => tf.sum(tf.square(REDUCTIONS[name]!(x, axis))))(normal([2, 3, 4], 7)));
    }
  });

  it('finds the positions of the largest and the smallest', async () => {
    for (const axis of [0, 1, -1]) {
      await expectSameAsCpu(() => [tf.argMax(normal([4, 5], 1), axis), tf.argMin(normal([4, 5], 1), axis)]);
    }
    await expectSameAsCpu(() => tf.argMax(tf.tensor1d([3, 9, 9, 1], 'int32')));
  });

  it('gives softmax and log-softmax with their gradients', async () => {
    await expectSameAsCpu(() => [tf.softmax(normal([2, 3, 5], 1, 10)), tf.logSoftmax(normal([2, 5], 2, 10))]);
    await expectSameAsCpu(() => tf.grad((x) => tf.sum(tf.mul(tf.softmax(x), normal([3, 5], 4))))(normal([3, 5], 3)));
    await expectSameAsCpu(() => tf.grad((x) => tf.sum(tf.mul(tf.logSoftmax(x), normal([3, 5], 4))))(normal([3, 5], 3)));
    await expectSameAsCpu(() => tf.softmax(tf.tensor1d([-1e9, 0, 1])));
  });

  it('sums and multiplies cumulatively, exclusive and reversed', async () => {
    for (const exclusive of [false, true]) {
      for (const reverse of [false, true]) {
        await expectSameAsCpu(() => [
          tf.cumprod(normal([7, 2], 1), 0, exclusive, reverse),
          tf.cumprod(normal([2, 8], 1), 1, exclusive, reverse),
        ]);
        await expectSameAsCpu(() => [
          tf.cumsum(normal([3, 4], 1), 0, exclusive, reverse),
          tf.cumsum(normal([3, 4], 1), 1, exclusive, reverse),
        ]);
      }
    }
    await expectSameAsCpu(() => tf.grad((x) => tf.sum(tf.mul(tf.cumsum(x, 1), normal([3, 4], 2))))(normal([3, 4], 1)));
  });
});
