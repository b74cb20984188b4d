import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { expectSameAsCpu, normal } from '../testing/compare';

const RESIZES = { resizeBilinear: tf.image.resizeBilinear, resizeNearestNeighbor: tf.image.resizeNearestNeighbor };
const names = Object.keys(RESIZES) as (keyof typeof RESIZES)[];
const MODES = [
  [false, false],
  [true, false],
  [false, true],
] as const;
const SIZES: [number, number][] = [
  [3, 4],
  [7, 11],
  [1, 1],
];

describe('resize kernels', () => {
  it.each(names)('%s equals the CPU backend, larger and smaller, in every way to count cells', async (name) => {
    await expectSameAsCpu(() =>
      MODES.flatMap(([alignCorners, halfPixels]) =>
        SIZES.map((size) => RESIZES[name](normal([2, 5, 6, 3], 1) as tf.Tensor4D, size, alignCorners, halfPixels)),
      ),
    );
  });

  // One square image: the CPU backend mixes up height and width, and reads beyond the first image.
  it.each(names)('%s has the gradient of the CPU backend', async (name) => {
    await expectSameAsCpu(() =>
      [false, true].flatMap((alignCorners) =>
        SIZES.map((size) => {
          const dy = normal([1, ...size, 3], 2);
          return tf.grad((x) => tf.sum(tf.mul(RESIZES[name](x as tf.Tensor4D, size, alignCorners), dy)))(normal([1, 5, 5, 3], 1));
        }),
      ),
    );
  });

  // The CPU backend takes half pixels for whole ones here. A resize R is linear, so its gradient is R transposed: dy . R x = x . R' dy.
  it.each(names)('%s has the transpose of itself as gradient, also with half pixels', async (name) => {
    await tf.setBackend('ort');
    for (const [alignCorners, halfPixels] of MODES) {
      const [through, back] = tf.tidy(() => {
        const x = normal([2, 4, 6, 2], 1) as tf.Tensor4D;
        const dy = normal([2, 7, 5, 2], 2);
        const resize = (image: tf.Tensor) => RESIZES[name](image as tf.Tensor4D, [7, 5], alignCorners, halfPixels);
        const dx = tf.grad((image) => tf.sum(tf.mul(resize(image), dy)))(x);
        return [tf.sum(tf.mul(resize(x), dy)), tf.sum(tf.mul(x, dx))];
      }) as [tf.Tensor, tf.Tensor];
      expect((await through.data())[0]).toBeCloseTo((await back.data())[0]!, 4);
      tf.dispose([through, back]);
    }
  });
});
