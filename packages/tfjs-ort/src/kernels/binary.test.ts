import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { expectSameAsCpu, normal } from '../testing/compare';

type Binary = (a: tf.Tensor, b: tf.Tensor) => tf.Tensor;

const ARITHMETIC: Record<string, Binary> = {
  add: tf.add,
  sub: tf.sub,
  mul: tf.mul,
  div: tf.div,
  maximum: tf.maximum,
  minimum: tf.minimum,
  squaredDifference: tf.squaredDifference,
};
const COMPARISON: Record<string, Binary> = {
  equal: tf.equal,
  notEqual: tf.notEqual,
  less: tf.less,
  lessEqual: tf.lessEqual,
  greater: tf.greater,
  greaterEqual: tf.greaterEqual,
};
const ROUNDING: Record<string, Binary> = { floorDiv: tf.floorDiv, mod: tf.mod };
const LOGICAL: Record<string, Binary> = { logicalAnd: tf.logicalAnd, logicalOr: tf.logicalOr, logicalXor: tf.logicalXor };

/** Two shapes that broadcast: axes of one shape are set to 1 or cut from the front. */
const broadcastable = fc
  .record({
    shape: fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 4 }),
    ones: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
    cut: fc.nat({ max: 4 }),
    swap: fc.boolean(),
  })
  .map(({ shape, ones, cut, swap }) => {
    const other = shape.map((dim, axis) => (ones[axis] ? 1 : dim)).slice(Math.min(cut, shape.length));
    return swap ? [other, shape] : [shape, other];
  });

describe('binary kernels', () => {
  it.each(Object.keys({ ...ARITHMETIC, ...COMPARISON }))('%s broadcasts like the CPU backend', async (name) => {
    const operation = { ...ARITHMETIC, ...COMPARISON }[name]!;
    await fc.assert(
      fc.asyncProperty(broadcastable, async ([a, b]) => {
        await expectSameAsCpu(() => operation(normal(a!, 1), normal(b!, 2)));
      }),
      { numRuns: 6 },
    );
  });

  it.each(Object.keys(ARITHMETIC))('%s of integers equals the CPU backend', async (name) => {
    await expectSameAsCpu(() => ARITHMETIC[name]!(tf.tensor1d([7, -7, 6, 0], 'int32'), tf.tensor1d([2, 2, -3, 5], 'int32')));
  });

  it.each(Object.keys(COMPARISON))('%s of integers, booleans and NaN equals the CPU backend', async (name) => {
    const operation = COMPARISON[name]!;
    await expectSameAsCpu(() => operation(tf.tensor1d([1, 2, 3], 'int32'), tf.tensor1d([3, 2, 1], 'int32')));
    await expectSameAsCpu(() => operation(tf.tensor1d([Number.NaN, 1, Number.NaN]), tf.tensor1d([1, Number.NaN, Number.NaN])));
    await expectSameAsCpu(() => operation(tf.tensor1d([true, false], 'bool'), tf.tensor1d([true, true], 'bool')));
  });

  it.each(Object.keys(ROUNDING))('%s rounds towards minus infinity for every sign', async (name) => {
    const a = [7, -7, 7, -7, 6, -6, 0];
    const b = [3, 3, -3, -3, 3, -3, 4];
    await expectSameAsCpu(() => ROUNDING[name]!(tf.tensor1d(a, 'int32'), tf.tensor1d(b, 'int32')));
    await expectSameAsCpu(() => tf.mod(tf.tensor1d(a.map((x) => x + 0.25)), tf.tensor1d(b)));
  });

  it.each(Object.keys(LOGICAL))('%s equals the CPU backend', async (name) => {
    await expectSameAsCpu(() => LOGICAL[name]!(tf.tensor1d([1, 1, 0, 0], 'bool'), tf.tensor1d([1, 0, 1, 0], 'bool')));
  });

  it('raises to powers, negative and fractional too', async () => {
    await expectSameAsCpu(() => tf.pow(tf.tensor1d([2, 3, 0.5, 4]), tf.tensor1d([3, -1, 2, 0.5])));
    await expectSameAsCpu(() => tf.pow(tf.tensor1d([2, 3, -2], 'int32'), tf.tensor1d([3, 2, 3], 'int32')));
    await expectSameAsCpu(() => tf.atan2(normal([3, 4], 5), normal([3, 4], 6)));
  });

  it('gives a logical negation, an n-ary sum and a parametric rectifier', async () => {
    await expectSameAsCpu(() => tf.logicalNot(tf.tensor1d([1, 0], 'bool')));
    await expectSameAsCpu(() => tf.addN([normal([2, 3], 1), normal([2, 3], 2), normal([2, 3], 3)]));
    await expectSameAsCpu(() => tf.prelu(normal([4, 3], 1), normal([3], 2)));
  });

  it.each(['add', 'sub', 'mul', 'div'])('%s has the gradients of the CPU backend under broadcasting', async (name) => {
    await expectSameAsCpu(() => {
      const gradients = tf.grads((a, b) => tf.sum(tf.mul(ARITHMETIC[name]!(a, b), normal([2, 3, 4], 9))));
      return gradients([normal([2, 3, 4], 1), tf.add(tf.abs(normal([3, 1], 2)), 0.5)]);
    });
  });

  it('has the gradients of powers and of an exponential linear unit', async () => {
    await expectSameAsCpu(() => tf.grads((a, b) => tf.sum(tf.pow(a, b)))([tf.add(tf.abs(normal([3], 1)), 0.5), normal([3], 2)]));
    await expectSameAsCpu(() => tf.grad((x) => tf.sum(tf.elu(x)))(normal([7], 3)));
    await expectSameAsCpu(() => tf.grads((x, alpha) => tf.sum(tf.prelu(x, alpha)))([normal([4, 3], 3), normal([3], 4)]));
  });
});
