import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { expectSameAsCpu, normal } from '../testing/compare';

describe('creation kernels', () => {
  it('fills small and large tensors', async () => {
    await expectSameAsCpu(() => [
      tf.fill([2, 3], 7),
      tf.fill([40, 50], 1),
      tf.fill([40, 50], 2.5),
      tf.fill([300], 3, 'int32'),
      tf.fill([0, 3], 1),
    ]);
    await expectSameAsCpu(() => [
      tf.zerosLike(normal([30, 40], 1)),
      tf.onesLike(tf.tensor1d([3, 4], 'int32')),
      tf.zerosLike(tf.tensor1d([true], 'bool')),
    ]);
  });

  it('counts and divides intervals', async () => {
    await expectSameAsCpu(() => [tf.range(0, 5), tf.range(5, 0), tf.range(1, 2, 0.25), tf.range(3, 1000, 2, 'int32'), tf.range(2, 2)]);
    await expectSameAsCpu(() => tf.linspace(-1, 2, 7));
  });

  it('lets the host read what it filled without waiting', async () => {
    await tf.setBackend('ort');
    expect(Array.from(tf.tidy(() => tf.range(0, 4, 1, 'int32').dataSync()))).toEqual([0, 1, 2, 3]);
    expect(Array.from(tf.tidy(() => tf.fill([3], 2).dataSync()))).toEqual([2, 2, 2]);
  });

  it('draws from a distribution, the same for the same seed', async () => {
    await tf.setBackend('ort');
    const draw = (seed: number) => Array.from(tf.tidy(() => tf.multinomial(tf.tensor1d([0.1, 0.2, 0.7]), 2000, seed, true).dataSync()));
    const first = draw(5);
    expect(draw(5)).toEqual(first);
    const counts = [0, 1, 2].map((value) => first.filter((drawn) => drawn === value).length / first.length);
    expect(Math.max(...counts.map((share, value) => Math.abs(share - [0.1, 0.2, 0.7][value]!)))).toBeLessThan(0.05);
  });
});
