import * as tf from '@tensorflow/tfjs-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { markFrozen, ortStatistics, resetOrtStatistics, rmsNorm, silu } from './index';
import { expectClose, normal, resultsOn } from './testing/compare';

/** A small causal transformer language model in plain TensorFlow.js. */
function transformer(tokens: tf.Tensor2D, w: Record<string, tf.Tensor>, heads: number): tf.Tensor {
  const [batch, length] = tokens.shape;
  const width = w.embed!.shape[1]!;
  const size = width / heads;
  const linear = (x: tf.Tensor, name: string) =>
    tf.reshape(tf.matMul(tf.reshape(x, [batch * length, -1]), w[name] as tf.Tensor2D, false, true), [batch, length, -1]);
  const split = (x: tf.Tensor) => tf.transpose(tf.reshape(x, [batch, length, heads, size]), [0, 2, 1, 3]);
  const positions = tf.range(0, length, 1, 'float32');
  const mask = tf.mul(tf.cast(tf.less(tf.reshape(positions, [length, 1]), tf.reshape(positions, [1, length])), 'float32'), -1e9);
  let x: tf.Tensor = tf.gather(w.embed!, tokens);
  const h = rmsNorm(x, w.norm as tf.Tensor1D, 1e-6);
  const [q, k, v] = ['q', 'k', 'v'].map((name) => split(linear(h, name))) as [tf.Tensor, tf.Tensor, tf.Tensor];
  const attention = tf.softmax(tf.add(tf.mul(tf.matMul(q, k, false, true), 1 / Math.sqrt(size)), mask));
  x = tf.add(x, linear(tf.reshape(tf.transpose(tf.matMul(attention, v), [0, 2, 1, 3]), [batch, length, width]), 'o'));
  x = tf.add(x, linear(silu(linear(rmsNorm(x, w.norm2 as tf.Tensor1D, 1e-6), 'up')), 'down'));
  return tf.matMul(tf.reshape(x, [batch * length, width]), w.embed as tf.Tensor2D, false, true);
}

const SHAPES: Record<string, number[]> = {
  embed: [11, 8],
  norm: [8],
  norm2: [8],
  q: [8, 8],
  k: [8, 8],
  v: [8, 8],
  o: [8, 8],
  up: [16, 8],
  down: [8, 16],
};

function weights(): Record<string, tf.Tensor> {
  return Object.fromEntries(
    Object.entries(SHAPES).map(([name, shape], index) => [
      name,
      shape.length === 1 ? tf.add(normal(shape, index, 0.1), 1) : normal(shape, index, 0.4),
    ]),
  );
}

const tokens = () => tf.tensor2d([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [2, 5], 'int32');

function loss(w: Record<string, tf.Tensor>): tf.Scalar {
  const labels = tf.oneHot(tf.tensor1d([2, 3, 4, 5, 6, 7, 8, 9, 10, 0], 'int32'), 11);
  return tf.neg(tf.mean(tf.sum(tf.mul(tf.logSoftmax(transformer(tokens(), w, 2)), labels), -1))) as tf.Scalar;
}

describe('training', () => {
  beforeEach(async () => {
    await tf.setBackend('ort');
    resetOrtStatistics();
  });

  it('gives the loss and the gradients of a transformer that the CPU backend gives', async () => {
    const run = () => {
      const names = Object.keys(SHAPES);
      const gradients = tf.valueAndGrads((...tensors: tf.Tensor[]) =>
        loss(Object.fromEntries(tensors.map((tensor, index) => [names[index]!, tensor]))),
      );
      const { value, grads } = gradients(Object.values(weights()));
      return [value, ...grads];
    };
    expectClose(await resultsOn('ort', run), await resultsOn('cpu', run), 2e-5);
  });

  it('compiles a training step once, whatever the learning rate, and lets no tensor leak', async () => {
    const variables = Object.fromEntries(Object.entries(weights()).map(([name, tensor]) => [name, tf.variable(tensor)]));
    const optimizer = tf.train.adam(0.01);
    const counts = new Set<number>();
    const losses: number[] = [];
    for (let step = 0; step < 60; step++) {
      (optimizer as unknown as { learningRate: number }).learningRate = 0.01 / (1 + step / 30);
      const value = optimizer.minimize(() => loss(variables), true)!;
      losses.push((await value.data())[0]!);
      value.dispose();
      if (step > 0) counts.add(tf.memory().numTensors);
    }
    expect(losses.at(-1)!).toBeLessThan(losses[0]! / 10);
    expect(counts.size).toBe(1);
    const { misses, hits } = ortStatistics();
    expect(misses).toBeLessThanOrEqual(2);
    expect(hits).toBeGreaterThanOrEqual(58);
    optimizer.dispose();
    tf.dispose(Object.values(variables));
  });

  it('keeps the number of tensors constant over 200 steps of a small network', async () => {
    const x = normal([16, 6], 1) as tf.Tensor2D;
    const y = normal([16, 2], 2) as tf.Tensor2D;
    const first = tf.variable(normal([6, 8], 3)) as tf.Variable<tf.Rank.R2>;
    const second = tf.variable(normal([8, 2], 4)) as tf.Variable<tf.Rank.R2>;
    const optimizer = tf.train.adam(0.02);
    const step = async () => {
      const value = optimizer.minimize(
        () => tf.mean(tf.squaredDifference(tf.matMul(tf.tanh(tf.matMul(x, first)), second), y)) as tf.Scalar,
        true,
      )!;
      await value.data();
      value.dispose();
      return tf.memory();
    };
    const { numTensors, numDataBuffers, numBytes } = await step();
    for (let index = 0; index < 200; index++) await step();
    const after = await step();
    expect([after.numTensors, after.numDataBuffers, after.numBytes]).toEqual([numTensors, numDataBuffers, numBytes]);
    expect(ortStatistics().misses).toBeLessThanOrEqual(2);
  });

  it('holds frozen weights in the compiled graph, and drops the graph with them', async () => {
    const frozen = normal([4, 4], 5) as tf.Tensor2D;
    const x = normal([3, 4], 6) as tf.Tensor2D;
    const compute = async () => {
      const y = tf.matMul(x, frozen);
      const data = Array.from(await y.data());
      y.dispose();
      return data;
    };
    const before = await compute();
    markFrozen(frozen);
    expect(await compute()).toEqual(before);
    const held = ortStatistics().graphs;
    await compute();
    expect(ortStatistics().graphs).toBe(held);
    frozen.dispose();
    const other = tf.sqrt(tf.scalar(7));
    await other.data();
    expect(ortStatistics().graphs).toBeLessThanOrEqual(held);
  });
});
