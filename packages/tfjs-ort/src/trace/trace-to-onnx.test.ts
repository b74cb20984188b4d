import * as tf from '@tensorflow/tfjs-core';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { beforeEach, describe, expect, it } from 'vitest';
import { OrtBackendError, rmsNorm, silu, traceToOnnx, trueIndices } from '..';
import type { OrtBackend } from '../backend';
import { normal } from '../testing/compare';
import { placeholder } from './placeholder';

const WIDTH = 8;
const HEADS = 2;
const VOCABULARY = 13;
const PREFIX = 3;

/** A transformer block over a fixed prefix and tokens: embedding, rotary positions, causal mask, norm, attention, MLP, logits. */
function block(tokens: tf.Tensor2D, prefix: tf.Tensor3D, w: Record<string, tf.Tensor>): { logits: tf.Tensor; lengths: tf.Tensor } {
  const [batch, own] = tokens.shape;
  const length = own + PREFIX;
  const size = WIDTH / HEADS;
  const linear = (x: tf.Tensor, name: string) =>
    tf.reshape(tf.matMul(tf.reshape(x, [x.size / WIDTH, WIDTH]), w[name] as tf.Tensor2D), x.shape);
  const positions = tf.range(0, length, 1, 'float32');
  const angles = tf.matMul(tf.reshape(positions, [length, 1]), tf.tensor2d([1, 0.1, 1, 0.1], [1, size])) as tf.Tensor2D;
  const rotate = (x: tf.Tensor) => {
    const [first, second] = tf.split(x, 2, -1) as [tf.Tensor, tf.Tensor];
    return tf.add(tf.mul(x, tf.cos(angles)), tf.mul(tf.concat([tf.neg(second), first], -1), tf.sin(angles)));
  };
  const split = (x: tf.Tensor) => tf.transpose(tf.reshape(x, [batch, length, HEADS, size]), [0, 2, 1, 3]);
  const later = tf.less(tf.reshape(positions, [length, 1]), tf.reshape(positions, [1, length]));
  const present = tf.cast(tf.notEqual(tokens, 0), 'float32');
  const lengths = tf.sum(tf.cast(tf.notEqual(tokens, 0), 'int32'), 1);
  let x: tf.Tensor = tf.concat([prefix, tf.mul(tf.gather(w.embed!, tokens), tf.expandDims(present, -1))], 1);
  const h = rmsNorm(x, w.norm as tf.Tensor1D, 1e-6);
  const logits = tf.matMul(rotate(split(linear(h, 'q'))), rotate(split(linear(h, 'k'))), false, true);
  const attention = tf.softmax(tf.add(logits, tf.mul(tf.cast(later, 'float32'), -1e9)));
  x = tf.add(x, linear(tf.reshape(tf.transpose(tf.matMul(attention, split(linear(h, 'v'))), [0, 2, 1, 3]), [batch, length, WIDTH]), 'o'));
  x = tf.add(x, silu(linear(x, 'up')));
  const text = tf.slice(x, [0, PREFIX, 0], [batch, own, WIDTH]);
  const flat = tf.matMul(tf.reshape(text, [batch * own, WIDTH]), w.embed as tf.Tensor2D, false, true);
  return { logits: tf.reshape(flat, [batch, own, VOCABULARY]), lengths };
}

function weights(): Record<string, tf.Tensor> {
  const square = (seed: number) => normal([WIDTH, WIDTH], seed, 0.4);
  return {
    embed: normal([VOCABULARY, WIDTH], 1),
    norm: normal([WIDTH], 2),
    q: square(3),
    k: square(4),
    v: square(5),
    o: square(6),
    up: square(7),
  };
}

describe('traceToOnnx', () => {
  beforeEach(async () => {
    await tf.setBackend('ort');
  });

  it('exports a model that equals the forward pass at sizes it was not traced at', async () => {
    const w = weights();
    const before = tf.memory().numTensors;
    const bytes = traceToOnnx(({ tokens, prefix }) => block(tokens as tf.Tensor2D, prefix as tf.Tensor3D, w), {
      tokens: { shape: ['batch', 'length'], dtype: 'int32' },
      prefix: { shape: ['batch', PREFIX, WIDTH], dtype: 'float32' },
    });
    expect(tf.memory().numTensors).toBe(before);
    const session = await InferenceSession.create(bytes);
    expect(session.inputMetadata).toMatchObject([
      { name: 'tokens', type: 'int32', shape: ['batch', 'length'] },
      { name: 'prefix', type: 'float32', shape: ['batch', PREFIX, WIDTH] },
    ]);
    expect(session.outputMetadata).toMatchObject([{ shape: ['batch', 'length', VOCABULARY] }, { name: 'lengths', type: 'int32' }]);
    for (const [batch, length] of [
      [1, 1],
      [1, 7],
      [2, 5],
      [5, 1],
      [3, 12],
    ] as const) {
      const tokens = Int32Array.from({ length: batch * length }, (_, index) => (index * 7) % VOCABULARY);
      const prefix = normal([batch, PREFIX, WIDTH], batch + length) as tf.Tensor3D;
      const expected = tf.tidy(() => block(tf.tensor2d(tokens, [batch, length], 'int32'), prefix, w));
      const results = await session.run({
        tokens: new Tensor('int32', tokens, [batch, length]),
        prefix: new Tensor('float32', (await prefix.data()) as Float32Array, prefix.shape),
      });
      for (const name of ['logits', 'lengths'] as const) {
        expect(results[name]!.dims).toEqual(expected[name].shape);
        const wanted = Array.from(await expected[name].data());
        const got = results[name]!.data as Float32Array;
        const difference = wanted.reduce((most, value, index) => Math.max(most, Math.abs(value - got[index]!)), 0);
        expect(difference).toBeLessThan(1e-5);
        expected[name].dispose();
      }
    }
    await session.release();
  });

  it('exports a convolutional network with a free batch', async () => {
    const filter = normal([3, 3, 2, 4], 1) as tf.Tensor4D;
    const network = (images: tf.Tensor4D) => {
      const features = tf.avgPool(tf.relu(tf.conv2d(images, filter, 2, 'same')), 3, 2, 'same');
      return tf.image.resizeBilinear(features, [5, 6]);
    };
    const bytes = traceToOnnx(({ images }) => ({ features: network(images as tf.Tensor4D) }), {
      images: { shape: ['batch', 9, 8, 2], dtype: 'float32' },
    });
    const session = await InferenceSession.create(bytes);
    const images = normal([3, 9, 8, 2], 2) as tf.Tensor4D;
    const expected = tf.tidy(() => network(images));
    const { features } = await session.run({ images: new Tensor('float32', (await images.data()) as Float32Array, images.shape) });
    expect(features!.dims).toEqual([3, 5, 6, 4]);
    const wanted = Array.from(await expected.data());
    const got = features!.data as Float32Array;
    expect(wanted.reduce((most, value, index) => Math.max(most, Math.abs(value - got[index]!)), 0)).toBeLessThan(1e-5);
    tf.dispose([filter, images, expected]);
    await session.release();
  });

  it('reads the number of entries that an operation finds in data when the model runs', async () => {
    const bytes = traceToOnnx(
      ({ mask, x }, { count }) => {
        const rows = trueIndices(mask as tf.Tensor1D, count!);
        // The range has as many entries as are found, which nothing but the operation tells.
        return { rows: tf.add(tf.gather(x!, rows), tf.reshape(tf.range(0, count!, 1, 'float32'), [count!, 1])) };
      },
      { mask: { shape: ['length'], dtype: 'int32' }, x: { shape: ['length', 2], dtype: 'float32' } },
      { counts: ['count'] },
    );
    const session = await InferenceSession.create(bytes);
    for (const mask of [[1], [0, 1, 1, 0, 1], [1, 1]]) {
      const x = mask.flatMap((_, index) => [index * 10, index]);
      const { rows } = await session.run({
        mask: new Tensor('int32', Int32Array.from(mask)),
        x: new Tensor('float32', Float32Array.from(x), [mask.length, 2]),
      });
      const places = mask.flatMap((entry, index) => (entry === 0 ? [] : [index]));
      expect(rows!.dims).toEqual([places.length, 2]);
      expect([...(rows!.data as Float32Array)]).toEqual(places.flatMap((place, number) => [place * 10 + number, place + number]));
    }
    await session.release();
  });

  it('refuses a number of entries that has to be known to find them', () => {
    const trace = () =>
      traceToOnnx(
        ({ x }, { count }) => ({ rows: trueIndices(tf.mul(x!, tf.sum(tf.range(0, count!, 1, 'float32'))) as tf.Tensor1D, count!) }),
        { x: { shape: ['length'], dtype: 'float32' } },
        { counts: ['count'] },
      );
    expect(trace).toThrow(/needed before that operation/);
  });

  it('refuses data on the host whose size follows a symbol', () => {
    const trace = () => traceToOnnx(({ x }) => ({ y: tf.add(x!, tf.ones(x!.shape)) }), { x: { shape: ['batch'], dtype: 'float32' } });
    expect(trace).toThrow(OrtBackendError);
    expect(trace).toThrow(/made from data on the host/);
  });

  it.each([
    ['itself', (size: number) => size],
    ['as its square root', (size: number) => Math.sqrt(size)],
  ])('refuses a size that was turned into data, %s', (_, turn) => {
    const trace = () => traceToOnnx(({ x }, { batch }) => ({ y: tf.div(x!, turn(batch!)) }), { x: { shape: ['batch'], dtype: 'float32' } });
    expect(trace).toThrow(/used as data/);
  });

  it('refuses a size that is the sum of two free ones, a function that does something else at other sizes, and a free size that nothing tells', () => {
    const input = { shape: ['rows', 'columns'], dtype: 'float32' as const };
    const before = tf.memory().numTensors;
    expect(() =>
      traceToOnnx(({ x }, { rows, columns }) => ({ y: tf.range(0, rows! + columns!, 1, 'float32'), x: tf.neg(x!) }), { x: input }),
    ).toThrow(/no product of at most three/);
    let calls = 0;
    expect(() => traceToOnnx(({ x }) => ({ y: calls++ % 2 === 0 ? tf.neg(x!) : tf.abs(x!) }), { x: input })).toThrow(/not do the same/);
    expect(() => traceToOnnx(({ x }) => ({ y: tf.neg(x!) }), { x: input }, { counts: ['found'] })).toThrow(/no input has an axis 'found'/);
    expect(() =>
      traceToOnnx(
        () => {
          throw new Error('of its own');
        },
        { x: input },
      ),
    ).toThrow('of its own');
    expect(tf.memory().numTensors).toBe(before);
  });

  it('takes no size of the model for a free one, whatever it is', async () => {
    for (const size of [1009, 1013, 2003, 3001, 9216, 10_000, 10_007, 11_008]) {
      const bytes = traceToOnnx(
        ({ x }) => {
          const wide = tf.tile(x!, [1, size]);
          const joined = tf.concat([wide, tf.neg(wide), tf.zerosLike(x!)], 1);
          return { y: tf.reshape(tf.sum(joined, 1), x!.shape), joined };
        },
        { x: { shape: ['rows', 1], dtype: 'float32' } },
      );
      const session = await InferenceSession.create(bytes);
      const { y, joined } = await session.run({ x: new Tensor('float32', [1, 2], [2, 1]) });
      expect(y!.dims).toEqual([2, 1]);
      expect(joined!.dims).toEqual([2, 2 * size + 1]);
      await session.release();
    }
  });

  it('refuses to read a placeholder or anything computed from it', async () => {
    const x = placeholder(tf.backend() as OrtBackend, [2], 'float32');
    const y = tf.square(x);
    await expect(y.data()).rejects.toMatchObject({ code: 'ORT_PLACEHOLDER_EXECUTED' });
    expect(() => x.dataSync()).toThrow(/has no data/);
    tf.dispose([x, y]);
  });
});
