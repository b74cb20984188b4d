import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectSameAsCpu, normal } from '../testing/compare';

type Pad = 'same' | 'valid' | number | [[number, number], [number, number], [number, number], [number, number]];

const small = (max: number) => fc.integer({ min: 1, max });
const pair = (max: number) => fc.tuple(small(max), small(max));
/** Every geometry is compiled, so there are few; they are others at each run of the test. */
const RUNS = { numRuns: 20 };
const TOLERANCE = 1e-4;

const UNEVEN: Pad = [
  [0, 0],
  [2, 1],
  [0, 3],
  [0, 0],
];

const geometry = fc
  .record({
    batch: small(2),
    size: pair(9),
    filter: pair(4),
    strides: pair(3),
    channels: small(3),
    outputs: small(3),
    pad: fc.constantFrom<Pad[]>('same', 'valid', 1, UNEVEN),
  })
  .filter(({ size, filter, pad }) => pad === 'same' || size.every((cells, axis) => cells >= filter[axis]!));

/** A number for every cell of the result, so that no error in a gradient cancels out. */
const weighted = (y: tf.Tensor) => tf.sum(tf.mul(y, normal(y.shape, 9)));

describe('convolution kernels', () => {
  it('convolve and differentiate like the CPU backend at every size, stride and padding', async () => {
    await fc.assert(
      fc.asyncProperty(geometry, async ({ batch, size, filter, strides, channels, outputs, pad }) => {
        const x = () => normal([batch, ...size, channels], 1) as tf.Tensor4D;
        const w = () => normal([...filter, channels, outputs], 2) as tf.Tensor4D;
        const run = (image: tf.Tensor, weights: tf.Tensor) =>
          tf.conv2d(image as tf.Tensor4D, weights as tf.Tensor4D, strides, pad as 'same');
        await expectSameAsCpu(() => [run(x(), w()), ...tf.grads((a, b) => weighted(run(a!, b!)))([x(), w()])], TOLERANCE);
      }),
      RUNS,
    );
  });

  it('convolve each channel apart, and differentiate', async () => {
    await fc.assert(
      fc.asyncProperty(geometry, async ({ batch, size, filter, strides, channels, outputs, pad }) => {
        // TensorFlow.js takes no explicit padding for the gradients of depthwise convolutions.
        const sides = typeof pad === 'object' ? 'same' : pad;
        const stride = strides[0];
        const x = () => normal([batch, ...size, channels], 1) as tf.Tensor4D;
        const w = () => normal([...filter, channels, outputs], 2) as tf.Tensor4D;
        const run = (image: tf.Tensor, weights: tf.Tensor) =>
          tf.depthwiseConv2d(image as tf.Tensor4D, weights as tf.Tensor4D, stride, sides as 'same');
        await expectSameAsCpu(() => [run(x(), w()), ...tf.grads((a, b) => weighted(run(a!, b!)))([x(), w()])], TOLERANCE);
      }),
      RUNS,
    );
  });

  it('dilate', async () => {
    const x = () => normal([2, 9, 8, 2], 1) as tf.Tensor4D;
    await expectSameAsCpu(
      () => [
        tf.conv2d(x(), normal([3, 2, 2, 3], 2) as tf.Tensor4D, 1, 'same', 'NHWC', [2, 3]),
        tf.conv2d(x(), normal([3, 2, 2, 3], 2) as tf.Tensor4D, 1, 'valid', 'NHWC', 3),
        tf.depthwiseConv2d(x(), normal([3, 2, 2, 2], 2) as tf.Tensor4D, 1, 'same', 'NHWC', [3, 2]),
      ],
      TOLERANCE,
    );
  });

  it('transpose a convolution to any size that it can have come from', async () => {
    const w = () => normal([3, 4, 2, 3], 2) as tf.Tensor4D;
    for (const [height, width] of [
      [7, 9],
      [8, 10],
    ] as const) {
      const run = (x: tf.Tensor, weights: tf.Tensor) =>
        tf.conv2dTranspose(x as tf.Tensor4D, weights as tf.Tensor4D, [1, height, width, 2], [2, 2], 'same');
      const x = () => normal([1, Math.ceil(height / 2), Math.ceil(width / 2), 3], 1);
      await expectSameAsCpu(() => [run(x(), w()), ...tf.grads((a, b) => weighted(run(a!, b!)))([x(), w()])], TOLERANCE);
    }
  });

  it('convolve volumes, and differentiate', async () => {
    await fc.assert(
      fc.asyncProperty(geometry, small(3), small(3), async ({ batch, size, filter, strides, channels, outputs, pad }, depth, thickness) => {
        const sides = pad === 'valid' && depth >= thickness ? 'valid' : 'same';
        const x = () => normal([batch, depth, ...size, channels], 1) as tf.Tensor5D;
        const w = () => normal([thickness, ...filter, channels, outputs], 2) as tf.Tensor5D;
        const run = (volume: tf.Tensor, weights: tf.Tensor) =>
          tf.conv3d(volume as tf.Tensor5D, weights as tf.Tensor5D, [1, ...strides] as [number, number, number], sides);
        await expectSameAsCpu(() => [run(x(), w()), ...tf.grads((a, b) => weighted(run(a!, b!)))([x(), w()])], TOLERANCE);
      }),
      { numRuns: 12 },
    );
  });

  it('add a bias and activate in one kernel', async () => {
    const x = () => normal([1, 5, 4, 2], 1) as tf.Tensor4D;
    for (const activation of ['linear', 'relu', 'relu6', 'elu', 'sigmoid', 'leakyrelu', 'prelu'] as const) {
      await expectSameAsCpu(
        () =>
          tf.fused.conv2d({
            x: x(),
            filter: normal([3, 3, 2, 3], 2) as tf.Tensor4D,
            strides: 1,
            pad: 'same',
            bias: normal([3], 3),
            activation,
            leakyreluAlpha: 0.3,
            ...(activation === 'prelu' ? { preluActivationWeights: normal([3], 4) } : {}),
          }),
        TOLERANCE,
      );
    }
    await expectSameAsCpu(
      () => [
        tf.fused.conv2d({ x: x(), filter: normal([1, 1, 2, 3], 2) as tf.Tensor4D, strides: 1, pad: 'valid', bias: tf.scalar(2) }),
        tf.fused.depthwiseConv2d({
          x: x(),
          filter: normal([2, 2, 2, 2], 2) as tf.Tensor4D,
          strides: 1,
          pad: 'same',
          bias: normal([4], 3),
          activation: 'relu',
        }),
      ],
      TOLERANCE,
    );
  });

  it('take channels first as they are', async () => {
    await tf.setBackend('ort');
    const x = normal([1, 5, 4, 2], 1) as tf.Tensor4D;
    const w = normal([3, 3, 2, 3], 2) as tf.Tensor4D;
    const first = tf.conv2d(tf.transpose(x, [0, 3, 1, 2]), w, 1, 'same', 'NCHW');
    const last = tf.transpose(tf.conv2d(x, w, 1, 'same'), [0, 3, 1, 2]);
    expect(Array.from(await first.data())).toEqual(Array.from(await last.data()));
    tf.dispose([x, w, first, last]);
  });
});
