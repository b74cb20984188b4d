import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adamWUpdate, geluTanh, ortStatistics, rmsNorm, setOrtOptions, silu, sparseCrossEntropy } from './index';
import { expectClose, normal, type Result, resultsOn } from './testing/compare';
import { offerSoftwareAdapter } from './testing/software-adapter';

offerSoftwareAdapter();

/** Products are summed in another order than on the CPU. */
const TOLERANCE = 1e-4;

let available = false;

async function on(provider: 'cpu' | 'webgpu', run: () => tf.Tensor | tf.Tensor[]): Promise<Result[]> {
  setOrtOptions({ provider });
  try {
    return await resultsOn('ort', run);
  } finally {
    setOrtOptions({ provider: 'cpu' });
  }
}

const a = () => normal([4, 6, 8], 1) as tf.Tensor3D;
const b = () => normal([4, 8, 5], 2) as tf.Tensor3D;
const ids = () => tf.tensor1d([2, 0, 3, 3, 1], 'int32');

const KERNELS: Record<string, () => tf.Tensor | tf.Tensor[]> = {
  'arithmetic with broadcasting': () => tf.div(tf.sub(tf.mul(a(), 3), normal([8], 3)), tf.add(tf.square(normal([6, 1], 4)), 1)),
  'exponentials and roots': () => tf.log1p(tf.add(tf.exp(a()), tf.sqrt(tf.abs(a())))),
  comparisons: () => tf.where(tf.greater(a(), 0), a(), tf.neg(a())),
  'matrix products': () => tf.matMul(a(), b()),
  'matrix products of transposed sides': () => tf.matMul(b(), a(), true, true),
  'matrix products of one transposed side, broadcast over batches': () => [
    tf.matMul(a(), normal([1, 5, 8], 13), false, true),
    tf.matMul(tf.reshape(normal([4, 8, 6], 14), [2, 2, 8, 6]), normal([2, 1, 8, 5], 15), true),
  ],
  'sums, means and maxima': () => [tf.sum(a(), [0, 2]), tf.mean(a(), 1), tf.max(a(), -1)],
  softmax: () => tf.softmax(a()),
  'transposing and reshaping': () => tf.reshape(tf.transpose(a(), [2, 0, 1]), [8, 24]),
  'slicing, joining and padding': () =>
    tf.pad(tf.concat([tf.slice(a(), [0, 1, 2], [4, 2, 6]), tf.slice(a(), [0, 3, 0], [4, 3, 6])], 1), [
      [0, 0],
      [1, 1],
      [0, 2],
    ]),
  'gathering rows': () => tf.gather(a(), ids(), 0),
  'the gradient of gathering rows': () => tf.grad((x) => tf.sum(tf.square(tf.gather(x, ids()))))(normal([4, 7], 5)),
  'RMS normalization': () => rmsNorm(a(), normal([8], 6) as tf.Tensor1D, 1e-5),
  'its gradient': () => tf.grad((x) => tf.sum(tf.mul(rmsNorm(x, normal([8], 6) as tf.Tensor1D, 1e-5), a())))(normal([4, 6, 8], 7)),
  activations: () => [silu(a()), geluTanh(a()), tf.relu(a()), tf.sigmoid(a())],
  'gradients of activations': () => [silu, geluTanh].map((f) => tf.grad((x) => tf.sum(tf.mul(f(x), 2)))(a())),
  'cross-entropy': () => sparseCrossEntropy(normal([5, 9], 8) as tf.Tensor2D, ids()),
  'cross-entropy of logits far apart': () => sparseCrossEntropy(normal([5, 9], 8, 300) as tf.Tensor2D, ids()),
  'the gradient of cross-entropy': () => tf.grad((x) => tf.sum(sparseCrossEntropy(x as tf.Tensor2D, ids())))(normal([5, 9], 8)),
  'an update of AdamW': () => {
    const scalars = { stepSize: tf.scalar(0.01), epsilon: tf.scalar(1e-8), decay: tf.scalar(0.99), gradientScale: tf.scalar(0.5) };
    const state = { parameter: normal([5, 6], 9), first: normal([5, 6], 10), second: tf.square(normal([5, 6], 11)) };
    const updated = adamWUpdate(state, normal([5, 6], 12), scalars, 0.9, 0.99);
    return [updated.parameter, updated.first, updated.second];
  },
};

describe('provider webgpu', () => {
  beforeAll(async () => {
    await on('webgpu', () => tf.mul(normal([16, 16], 1), 2));
    available = ortStatistics().provider === 'webgpu';
    if (!available)
      console.warn('Provider webgpu is not tested: this machine has no WebGPU adapter (Debian: apt-get install chromium brings one).');
  });
  afterAll(() => setOrtOptions({ provider: 'cpu' }));

  it.for(Object.keys(KERNELS))('computes %s as the CPU does', async (name, { skip }) => {
    if (!available) skip();
    const expected = await on('cpu', KERNELS[name]!);
    const actual = await on('webgpu', KERNELS[name]!);
    expect(ortStatistics().provider).toBe('webgpu');
    expectClose(actual, expected, TOLERANCE);
  });
});
