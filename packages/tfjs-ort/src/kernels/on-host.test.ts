import * as tf from '@tensorflow/tfjs-core';
import { beforeEach, describe, expect, it } from 'vitest';
import type { OrtBackend } from '../backend';
import { expectSameAsCpu, normal } from '../testing/compare';
import { placeholder } from '../trace/placeholder';

describe('kernels on the host', () => {
  beforeEach(async () => {
    await tf.setBackend('ort');
  });

  it('compute with complex numbers, on data that has not been read yet', async () => {
    const signal = () => tf.mul(normal([2, 8], 1), 2);
    await expectSameAsCpu(() => {
      const spectrum = tf.fft(tf.complex(signal(), tf.zeros([2, 8])));
      return [tf.real(spectrum), tf.imag(spectrum), tf.abs(spectrum), tf.real(tf.ifft(tf.mul(spectrum, spectrum)))];
    }, 1e-4);
  });

  it('find what has no size beforehand', async () => {
    await expectSameAsCpu(() => {
      const { values, indices } = tf.unique(tf.add(tf.tensor1d([1, 1, 2, 4, 4], 'int32'), 1));
      return [values, indices];
    });
    const x = tf.square(tf.tensor1d([1, -2, 3, 0]));
    const places = await tf.whereAsync(tf.greater(x, 1));
    expect(await places.array()).toEqual([[1], [2]]);
    const kept = await tf.booleanMaskAsync(x, tf.tensor1d([1, 0, 1, 0], 'bool'));
    expect(Array.from(await kept.data())).toEqual([1, 9]);
    tf.dispose([x, places, kept]);
  });

  it('choose boxes', async () => {
    const boxes = () => tf.mul(tf.tensor2d([0, 0, 1, 1, 0, 0.1, 1, 1.1, 0, 10, 1, 11], [3, 4]), 1) as tf.Tensor2D;
    await expectSameAsCpu(() => tf.image.nonMaxSuppression(boxes(), tf.tensor1d([0.9, 0.75, 0.6]), 3, 0.5, 0));
  });

  it('work on strings', async () => {
    await expectSameAsCpu(() => [tf.tile(tf.tensor1d(['a', 'b']), [2]), tf.slice(tf.tensor1d(['x', 'y', 'z']), [1], [2])]);
    const { values } = tf.string.stringSplit(tf.tensor1d(['a b', 'c']), ' ') as { values: tf.Tensor1D };
    expect(await values.array()).toEqual(['a', 'b', 'c']);
    values.dispose();
  });

  it('leave nothing behind', () => {
    const before = tf.memory();
    tf.tidy(() => {
      tf.unique(tf.square(tf.tensor1d([1, 2, 2])));
    });
    expect(tf.memory()).toMatchObject({ numTensors: before.numTensors, numDataBuffers: before.numDataBuffers });
  });

  it('cannot be part of a trace, which has no data', () => {
    const x = placeholder(tf.backend() as OrtBackend, [4], 'float32') as tf.Tensor1D;
    expect(() => tf.unique(x)).toThrow(expect.objectContaining({ code: 'ORT_PLACEHOLDER_EXECUTED' }));
    x.dispose();
  });
});
