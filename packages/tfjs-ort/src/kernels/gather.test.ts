import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { expectSameAsCpu, normal } from '../testing/compare';

const ints = (values: number[], shape: number[]) => tf.tensor(values, shape, 'int32');

describe('gather and scatter kernels', () => {
  it('picks rows along any axis, with batches', async () => {
    await expectSameAsCpu(() => [
      tf.gather(normal([5, 3], 1), ints([4, 0, 0, 2], [2, 2])),
      tf.gather(normal([2, 5, 3], 1), ints([4, 0], [2]), 1),
      tf.gather(normal([2, 5, 3], 1), ints([4, 0, 1, 3], [2, 2]), 1, 1),
      tf.gather(ints([9, 8, 7], [3]), tf.scalar(1, 'int32')),
    ]);
  });

  it('has the gradient of a gather, where an index occurs twice', async () => {
    await expectSameAsCpu(() => tf.grad((x) => tf.sum(tf.square(tf.gather(x, ints([1, 3, 1, 0], [2, 2])))))(normal([5, 3], 1)));
    await expectSameAsCpu(() => tf.grad((x) => tf.sum(tf.square(tf.gather(x, ints([1, 1], [2]), 1))))(normal([3, 2], 1)));
  });

  it('sums segments, leaving out indices outside of the range', async () => {
    const run = (dtype: 'float32' | 'int32') =>
      tf.unsortedSegmentSum(tf.cast(tf.mul(normal([5, 2], 1), 9), dtype), ints([0, 2, 0, 1, 2], [5]) as tf.Tensor1D, 4);
    await expectSameAsCpu(() => [run('float32'), tf.cast(run('int32'), 'float32')]);
    await tf.setBackend('ort');
    const sums = tf.unsortedSegmentSum(tf.tensor1d([1, 2, 4]), ints([-1, 1, 5], [3]) as tf.Tensor1D, 3);
    expect(Array.from(await sums.data())).toEqual([0, 2, 0]);
    sums.dispose();
  });

  it('encodes indices as vectors, off everywhere outside of the range', async () => {
    await expectSameAsCpu(() => [
      tf.oneHot(ints([0, 2, -1, 3, 1], [5]), 3),
      tf.oneHot(ints([0, 2, 1, 1], [2, 2]), 3, 5, -2),
      tf.oneHot(tf.scalar(1, 'int32'), 3, 1, 0, 'int32'),
    ]);
  });

  it('selects by element', async () => {
    const condition = () => tf.tensor1d([1, 0, 1], 'bool');
    await expectSameAsCpu(() => [
      tf.where(condition(), tf.tensor1d([1, 2, 3]), tf.tensor1d([4, 5, 6])),
      tf.where(tf.tensor2d([1, 0, 1], [3, 1], 'bool'), normal([3, 2], 1), normal([3, 2], 2)),
      tf.where(condition(), ints([1, 2, 3], [3]), ints([4, 5, 6], [3])),
      tf.where(condition(), tf.tensor1d([1, 0, 0], 'bool'), tf.tensor1d([0, 0, 1], 'bool')),
    ]);
    await expectSameAsCpu(() => tf.grads((a, b) => tf.sum(tf.square(tf.where(condition(), a, b))))([normal([3], 1), normal([3], 2)]));
  });

  it('gathers and scatters by coordinates, adding up duplicates', async () => {
    await expectSameAsCpu(() => [
      tf.gatherND(normal([3, 4, 2], 1), ints([0, 1, 2, 3], [2, 2])),
      tf.scatterND(ints([1, 3, 1], [3, 1]), tf.tensor1d([9, 10, 11]), [5]),
      tf.scatterND(ints([0, 2], [2, 1]), normal([2, 4], 3), [3, 4]),
      tf.tensorScatterUpdate(normal([4, 2], 4), ints([1, 3], [2, 1]), normal([2, 2], 5)),
    ]);
  });

  it('loses no update where many rows go to few places', async () => {
    const [rows, places, width] = [4096, 600, 64];
    const ids = Int32Array.from({ length: rows }, (_, row) => (row % 3 === 0 ? 7 : (row * 31) % places));
    const updates = normal([rows, width], 1);
    const column = normal([rows], 1);
    const added = Float64Array.from({ length: places * width }, () => 0);
    const addedByParity = Float64Array.from({ length: 2 * places }, () => 0);
    const [values, columnValues] = [await updates.data(), await column.data()];
    for (const [row, id] of ids.entries()) {
      for (let index = 0; index < width; index++) added[id * width + index]! += values[row * width + index]!;
      addedByParity[(id % 2) * places + id]! += columnValues[row]!;
    }
    const places2d = tf.tensor2d(
      Array.from(ids, (id) => [id % 2, id]),
      [rows, 2],
      'int32',
    );
    const sums = [
      [tf.unsortedSegmentSum(updates, tf.tensor1d(ids, 'int32'), places), added],
      [tf.scatterND(tf.tensor2d(ids, [rows, 1], 'int32'), updates, [places, width]), added],
      [tf.scatterND(places2d, column, [2, places]), addedByParity],
    ] as const;
    for (const [tensor, expected] of sums) {
      const actual = await tensor.data();
      expect(actual.length).toBe(expected.length);
      expect(expected.reduce((largest, value, index) => Math.max(largest, Math.abs(value - actual[index]!)), 0)).toBeLessThan(1e-4);
    }
  });

  it('finds the largest', async () => {
    await expectSameAsCpu(() => {
      const { values, indices } = tf.topk(normal([3, 6], 1), 2);
      return [values, indices];
    });
  });
});
