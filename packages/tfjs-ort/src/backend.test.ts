import * as tf from '@tensorflow/tfjs-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { OrtBackendError, ortStatistics, resetOrtStatistics, setOrtOptions } from './index';
import { normal } from './testing/compare';

const read = async (tensor: tf.Tensor) => {
  const data = Array.from(await tensor.data());
  tensor.dispose();
  return data;
};

describe('OrtBackend', () => {
  beforeEach(async () => {
    await tf.setBackend('ort');
    resetOrtStatistics();
  });

  it('is selected by importing the package', () => {
    expect(tf.engine().backendNames()).toContain('ort');
    expect(tf.getBackend()).toBe('ort');
  });

  it('reads without waiting what the host gave or has been computed, and computes the rest at once', async () => {
    const x = tf.tensor1d([1, 2, 3]);
    expect(Array.from(x.dataSync())).toEqual([1, 2, 3]);
    expect(Array.from(tf.tidy(() => tf.reshape(x, [3, 1]).dataSync()))).toEqual([1, 2, 3]);
    const doubled = tf.mul(x, 2);
    const more = tf.add(doubled, 1);
    expect(Array.from(doubled.dataSync())).toEqual([2, 4, 6]);
    expect(ortStatistics()).toMatchObject({ runs: 1, nodes: 2 });
    expect(Array.from(more.dataSync())).toEqual([3, 5, 7]);
    expect(ortStatistics()).toMatchObject({ runs: 1 });
    tf.dispose([x, doubled, more]);
  });

  it('compiles a graph that is read at once only for another structure, and gives errors a code', () => {
    const read = (size: number, indices: number[]) =>
      tf.tidy(() => Array.from(tf.gather(tf.range(0, size), tf.tensor1d(indices, 'int32')).dataSync()));
    expect(read(300, [7, 299])).toEqual([7, 299]);
    expect(read(300, [0, 1])).toEqual([0, 1]);
    expect(ortStatistics()).toMatchObject({ misses: 1, hits: 1 });
    expect(() => read(300, [0, 300])).toThrow(expect.objectContaining({ code: 'ORT_RUN_FAILED' }));
  });

  it('refuses to read at once while a graph is being awaited, with the way out', async () => {
    const y = tf.tidy(() => tf.square(tf.tensor1d([3])));
    const reading = y.data();
    expect(() => y.dataSync()).toThrow(
      expect.objectContaining({ code: 'ORT_DATA_PENDING', message: expect.stringContaining('await tensor.data()') }),
    );
    expect(Array.from(await reading)).toEqual([9]);
    expect(Array.from(y.dataSync())).toEqual([9]);
    y.dispose();
  });

  it('computes every living tensor in one run, and none that was disposed', async () => {
    const x = normal([8], 1);
    const kept = tf.square(x);
    const gone = tf.exp(x);
    const asked = tf.add(kept, gone);
    gone.dispose();
    await asked.data();
    expect(Array.from(kept.dataSync()).length).toBe(8);
    expect(ortStatistics()).toMatchObject({ runs: 1, nodes: 3 });
    tf.dispose([x, kept, asked]);
  });

  it('gives data that was asked for before the tensor was disposed, and to several readers at once', async () => {
    const x = tf.tensor1d([1, 2]);
    const first = tf.mul(x, 3);
    const second = tf.add(first, 1);
    const reads = [first.data(), second.data(), second.data()];
    tf.dispose([first, second]);
    const later = tf.sub(x, 1);
    reads.push(later.data());
    tf.dispose([later, x]);
    expect((await Promise.all(reads)).map((data) => Array.from(data))).toEqual([
      [3, 6],
      [4, 7],
      [4, 7],
      [0, 1],
    ]);
  });

  it('goes on from results that are being computed', async () => {
    const x = tf.tensor1d([1, 2]);
    const y = tf.mul(x, 3);
    const reading = y.data();
    const z = tf.add(y, 1);
    expect(await read(z)).toEqual([4, 7]);
    expect(Array.from(await reading)).toEqual([3, 6]);
    tf.dispose([x, y]);
  });

  it('compiles again only for another structure', async () => {
    const run = async (size: number, factor: number) => {
      const x = tf.fill([size], -2);
      const y = tf.prelu(x, tf.scalar(factor));
      x.dispose();
      return read(y);
    };
    expect(await run(3, 5)).toEqual([-10, -10, -10]);
    expect(await run(3, 7)).toEqual([-14, -14, -14]);
    expect(ortStatistics()).toMatchObject({ misses: 1, hits: 1 });
    expect(await run(4, 7)).toEqual([-14, -14, -14, -14]);
    expect(ortStatistics()).toMatchObject({ misses: 2, hits: 1 });
  });

  it('releases the graph that was not used for longest', async () => {
    const run = async (size: number) => read(tf.tidy(() => tf.sqrt(normal([size], 1))));
    setOrtOptions({ cacheSize: 2 });
    for (const size of [3, 4, 3, 5]) await run(size);
    expect(ortStatistics().graphs).toBe(2);
    resetOrtStatistics();
    await run(3);
    expect(ortStatistics()).toMatchObject({ hits: 1, misses: 0 });
    await run(4);
    expect(ortStatistics()).toMatchObject({ hits: 1, misses: 1 });
    setOrtOptions({ cacheSize: 64 });
  });

  it('names the kernel that is missing', () => {
    const matrix = tf.zeros([2, 2]);
    const run = () => tf.engine().runKernel('MatrixBandPart', { input: matrix });
    expect(run).toThrow(OrtBackendError);
    expect(run).toThrow(/no kernel 'MatrixBandPart'/);
    matrix.dispose();
  });

  it('keeps a computation that fails from taking others with it', async () => {
    const bad = tf.gather(tf.tensor1d([1, 2]), tf.tensor1d([5], 'int32'));
    const good = tf.square(tf.tensor1d([3]));
    expect(await read(good)).toEqual([9]);
    await expect(bad.data()).rejects.toMatchObject({ code: 'ORT_RUN_FAILED' });
    bad.dispose();
  });

  it('hands tensors to another backend once they are computed', async () => {
    const y = tf.square(tf.tensor1d([1, 2, 3]));
    await y.data();
    await tf.setBackend('cpu');
    expect(Array.from(await tf.add(y, 1).data())).toEqual([2, 5, 10]);
    await tf.setBackend('ort');
    expect(await read(tf.neg(y))).toEqual([-1, -4, -9]);
    y.dispose();
  });

  it('keeps strings, which never enter a graph', async () => {
    const words = tf.tensor1d(['ein', 'Hörnchen']);
    expect(await words.data()).toEqual(['ein', 'Hörnchen']);
    words.dispose();
  });

  it('counts memory truly', () => {
    const before = tf.memory();
    const x = tf.zeros([10]);
    const y = tf.reshape(x, [2, 5]);
    expect(tf.memory()).toMatchObject({ numTensors: before.numTensors + 2, numDataBuffers: before.numDataBuffers + 1, unreliable: false });
    tf.dispose([x, y]);
    expect(tf.memory()).toMatchObject({ numTensors: before.numTensors, numDataBuffers: before.numDataBuffers, numBytes: before.numBytes });
  });
});
