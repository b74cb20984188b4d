import * as tf from '@tensorflow/tfjs-core';
import { describe, it } from 'vitest';
import { expectSameAsCpu, normal } from '../testing/compare';

const SPECIAL = [
  0,
  -0,
  1,
  -1,
  0.5,
  -0.5,
  1.5,
  2.5,
  -2.5,
  1e-8,
  -1e-8,
  30,
  -30,
  100,
  -100,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  Number.NaN,
];

/** Operations that take any float, with the places where both backends round alike. */
const FLOAT: Record<string, (x: tf.Tensor) => tf.Tensor> = {
  neg: tf.neg,
  abs: tf.abs,
  sign: tf.sign,
  sqrt: tf.sqrt,
  rsqrt: tf.rsqrt,
  square: tf.square,
  exp: tf.exp,
  expm1: tf.expm1,
  log: tf.log,
  log1p: tf.log1p,
  tanh: tf.tanh,
  sigmoid: tf.sigmoid,
  relu: tf.relu,
  relu6: tf.relu6,
  elu: tf.elu,
  selu: tf.selu,
  softplus: tf.softplus,
  reciprocal: tf.reciprocal,
  floor: tf.floor,
  ceil: tf.ceil,
  round: tf.round,
  step: (x) => tf.step(x, 0.25),
  leakyRelu: (x) => tf.leakyRelu(x, 0.1),
  clip: (x) => tf.clipByValue(x, -1, 2),
  isNaN: tf.isNaN,
  isInf: tf.isInf,
  isFinite: tf.isFinite,
  asinh: tf.asinh,
  acosh: tf.acosh,
  atan: tf.atan,
};

const FINITE: Record<string, (x: tf.Tensor) => tf.Tensor> = {
  sin: tf.sin,
  cos: tf.cos,
  tan: tf.tan,
  sinh: tf.sinh,
  cosh: tf.cosh,
  erf: tf.erf,
  asin: (x) => tf.asin(tf.div(x, 10)),
  acos: (x) => tf.acos(tf.div(x, 10)),
  atanh: (x) => tf.atanh(tf.div(x, 10)),
};

const INTEGER: Record<string, (x: tf.Tensor) => tf.Tensor> = {
  neg: tf.neg,
  abs: tf.abs,
  sign: tf.sign,
  square: tf.square,
  relu: tf.relu,
  clip: (x) => tf.clipByValue(x, -1, 2),
};

const DIFFERENTIABLE = [
  'neg',
  'abs',
  'sqrt',
  'rsqrt',
  'square',
  'exp',
  'log',
  'log1p',
  'tanh',
  'sigmoid',
  'relu',
  'elu',
  'softplus',
  'reciprocal',
  'leakyRelu',
  'clip',
];

describe('unary kernels', () => {
  it.each(Object.keys(FLOAT))('%s equals the CPU backend, special numbers included', async (name) => {
    await expectSameAsCpu(() => FLOAT[name]!(tf.tensor1d(SPECIAL)));
    await expectSameAsCpu(() => FLOAT[name]!(normal([3, 5], 1, 2)));
    await expectSameAsCpu(() => FLOAT[name]!(tf.scalar(0.3)));
    await expectSameAsCpu(() => FLOAT[name]!(tf.zeros([2, 0])));
  });

  it.each(Object.keys(FINITE))('%s equals the CPU backend', async (name) => {
    await expectSameAsCpu(() => FINITE[name]!(normal([4, 5], 2, 2)));
  });

  it.each(Object.keys(INTEGER))('%s keeps integers', async (name) => {
    await expectSameAsCpu(() => INTEGER[name]!(tf.tensor1d([-3, -1, 0, 1, 7], 'int32')));
  });

  it.each(DIFFERENTIABLE)('%s has the gradient of the CPU backend', async (name) => {
    await expectSameAsCpu(() => tf.grad((x) => tf.sum(tf.mul(FLOAT[name]!(x), normal([3, 5], 3))))(tf.add(tf.abs(normal([3, 5], 1)), 0.1)));
  });

  it('casts between float32, int32 and bool', async () => {
    const values = [0, 1, -1, 2.7, -2.7, 0.3];
    for (const to of ['float32', 'int32', 'bool'] as const) {
      await expectSameAsCpu(() => tf.cast(tf.tensor1d(values), to));
      await expectSameAsCpu(() => tf.cast(tf.tensor1d([0, 3, -2], 'int32'), to));
      await expectSameAsCpu(() => tf.cast(tf.tensor1d([true, false], 'bool'), to));
    }
  });
});
