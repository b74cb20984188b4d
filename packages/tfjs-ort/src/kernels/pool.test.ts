import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectSameAsCpu, normal } from '../testing/compare';

const small = (max: number) => fc.integer({ min: 1, max });
const pair = (max: number) => fc.tuple(small(max), small(max));

const geometry = fc
  .record({ size: pair(8), filter: pair(3), strides: pair(3), channels: small(3), pad: fc.constantFrom('same' as const, 'valid' as const) })
  .filter(({ size, filter, pad }) => pad === 'same' || size.every((cells, axis) => cells >= filter[axis]!));

const weighted = (y: tf.Tensor) => tf.sum(tf.mul(y, normal(y.shape, 9)));

const POOLS = { maxPool: tf.maxPool, avgPool: tf.avgPool };

describe('pool kernels', () => {
  it.each(Object.keys(POOLS) as (keyof typeof POOLS)[])('%s equals the CPU backend, with its gradient', async (name) => {
    await fc.assert(
      fc.asyncProperty(geometry, async ({ size, filter, strides, channels, pad }) => {
        const x = () => normal([2, ...size, channels], 1) as tf.Tensor4D;
        const run = (image: tf.Tensor) => POOLS[name](image as tf.Tensor4D, filter, strides, pad);
        await expectSameAsCpu(() => [run(x()), tf.grad((image) => weighted(run(image)))(x())]);
      }),
      { numRuns: 20 },
    );
  });

  it('pool volumes like the CPU backend, with the gradients', async () => {
    await fc.assert(
      fc.asyncProperty(geometry, small(3), small(2), async ({ size, filter, strides, channels, pad }, depth, thickness) => {
        const x = () => normal([1, depth + 1, ...size, channels], 1) as tf.Tensor5D;
        const stride = [1, ...strides] as [number, number, number];
        const average = (volume: tf.Tensor) => tf.avgPool3d(volume as tf.Tensor5D, [thickness, ...filter], stride, pad);
        // The gradient of the CPU backend mixes up height and width of filters that are not square.
        const side = Math.min(filter[0], ...size);
        const largest = (volume: tf.Tensor) => tf.maxPool3d(volume as tf.Tensor5D, [thickness, side, side], stride, pad);
        await expectSameAsCpu(() => [average, largest].flatMap((run) => [run(x()), tf.grad((volume) => weighted(run(volume)))(x())]));
      }),
      { numRuns: 10 },
    );
  });

  it('pool a volume of one plane like an image, with any filter', async () => {
    await tf.setBackend('ort');
    await fc.assert(
      fc.asyncProperty(geometry, async ({ size, filter, strides, channels, pad }) => {
        // Where strides pass over cells, TensorFlow.js begins with the first cell of an image but not always with that of a volume.
        fc.pre(strides.every((stride, axis) => stride <= filter[axis]!));
        const results = tf.tidy(() => {
          const image = normal([1, ...size, channels], 1);
          const volume = tf.expandDims(image, 1);
          const flat = (x: tf.Tensor) => tf.maxPool(x as tf.Tensor4D, filter, strides, pad);
          const deep = (x: tf.Tensor) => tf.squeeze(tf.maxPool3d(x as tf.Tensor5D, [1, ...filter], [1, ...strides], pad), [1]);
          return [
            flat(image),
            deep(volume),
            tf.grad((x) => weighted(flat(x)))(image),
            tf.squeeze(tf.grad((x) => weighted(deep(x)))(volume), [1]),
          ];
        });
        const [y, deepY, dx, deepDx] = await Promise.all(results.map((result) => result.array()));
        expect(deepY).toEqual(y);
        expect(deepDx).toEqual(dx);
        tf.dispose(results);
      }),
      { numRuns: 10 },
    );
  });

  it('pool with fixed padding, whether or not it is wider than the filter', async () => {
    const x = () => normal([1, 5, 6, 2], 1) as tf.Tensor4D;
    await expectSameAsCpu(() => [
      tf.maxPool(x(), 3, 2, 1, 'floor'),
      tf.avgPool(x(), 3, 2, 1, 'floor'),
      tf.maxPool(x(), 2, 1, 2, 'floor'),
      tf.grad((image) => weighted(tf.slice(tf.maxPool(image as tf.Tensor4D, 2, 1, 2, 'floor'), [0, 1, 1, 0], [1, 6, 7, 2])))(x()),
    ]);
  });

  it('give the first of several largest cells the whole gradient', async () => {
    await tf.setBackend('ort');
    const dx = tf.grad((x) => tf.sum(tf.maxPool(x as tf.Tensor4D, 2, 2, 'valid')))(tf.ones([1, 2, 2, 1]));
    expect(Array.from(await dx.data())).toEqual([1, 0, 0, 0]);
    dx.dispose();
  });

  it('name the place of the largest cell, within the image and within the batch', async () => {
    const x = () => normal([2, 5, 6, 3], 1) as tf.Tensor4D;
    for (const pad of ['same', 'valid'] as const) {
      for (const inBatch of [false, true]) {
        await expectSameAsCpu(() => {
          const { result, indexes } = tf.maxPoolWithArgmax(x(), [2, 3], 2, pad, inBatch);
          return [result!, indexes!];
        });
      }
    }
  });
});
