import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { capture, markFrozen, ortStatistics, resetOrtStatistics, setOrtOptions } from '..';
import { normal } from '../testing/compare';

const numbers = async (tensor: tf.Tensor) => Array.from(await tensor.data());

describe('capture', () => {
  const tensors: tf.Tensor[] = [];
  const tensor = (values: number[], shape: number[] = [values.length]) => {
    const made = tf.tensor(values, shape);
    tensors.push(made);
    return made;
  };
  const variable = (values: number[], shape: number[] = [values.length]) => {
    const made = tf.tidy(() => tf.variable(tf.tensor(values, shape)));
    tensors.push(made);
    return made;
  };

  beforeEach(async () => {
    await tf.setBackend('ort');
    resetOrtStatistics();
  });

  afterEach(() => {
    tf.dispose(tensors.splice(0));
    setOrtOptions({ cacheSize: 64 });
  });

  it('calls the step once for each combination of shapes, and replays it on the data of each call', async () => {
    let calls = 0;
    const step = capture(({ x, y }: { x: tf.Tensor; y: tf.Tensor }) => {
      calls++;
      return { sum: tf.add(x, y), product: tf.mul(x, y) };
    });
    const results: number[][] = [];
    for (const values of [[1, 2], [3, 4], [5], [6, 7], [8]]) {
      const { sum, product } = await step({ x: tensor(values), y: tensor([10]) });
      results.push([...(await numbers(sum)), ...(await numbers(product))]);
      tf.dispose([sum, product]);
    }
    expect(results).toEqual([
      [11, 12, 10, 20],
      [13, 14, 30, 40],
      [15, 50],
      [16, 17, 60, 70],
      [18, 80],
    ]);
    expect(calls).toBe(2);
    expect(ortStatistics()).toMatchObject({ misses: 2, hits: 3, runs: 5 });
  });

  it('assigns variables at every call, and sees what was assigned to them between calls', async () => {
    const count = variable([1, 1]);
    const step = capture(({ x }: { x: tf.Tensor }) => {
      const before = tf.clone(count);
      count.assign(tf.add(count, x));
      return { before, after: count };
    });
    const seen: number[][] = [];
    for (const value of [1, 2, 3]) {
      const { before, after } = await step({ x: tensor([value, 0]) });
      seen.push([...(await numbers(before)), ...(await numbers(after))]);
      tf.dispose([before, after]);
      if (value === 2) tf.tidy(() => count.assign(tf.mul(count, 10)));
    }
    expect(seen).toEqual([
      [1, 1, 2, 1],
      [2, 1, 4, 1],
      [40, 10, 43, 10],
    ]);
    expect(await numbers(count)).toEqual([43, 10]);
  });

  it('returns inputs, constants and the same tensor twice', async () => {
    const step = capture(({ x }: { x: tf.Tensor }) => {
      const square = tf.square(x);
      return { x, two: tf.scalar(2), square, again: square };
    });
    for (const value of [3, 4]) {
      const outputs = await step({ x: tensor([value]) });
      expect(await Promise.all(Object.values(outputs).map(numbers))).toEqual([[value], [2], [value ** 2], [value ** 2]]);
      tf.dispose(outputs);
    }
  });

  it('tells apart inputs and variables that share their data when the step is recorded', async () => {
    const shared = tensor([1, 2]);
    const first = variable([0, 0]);
    const second = variable([0, 0]);
    first.assign(shared);
    second.assign(shared);
    const step = capture(({ x, y }: { x: tf.Tensor; y: tf.Tensor }) => ({
      sum: tf.addN([x, tf.mul(y, 10), tf.mul(first, 100), tf.mul(second, 1000)]),
    }));
    const recorded = await step({ x: shared, y: shared });
    expect(await numbers(recorded.sum)).toEqual([1111, 2222]);
    tf.tidy(() => second.assign(tf.tensor1d([5, 5])));
    const replayed = await step({ x: tensor([3, 3]), y: tensor([4, 4]) });
    expect(await numbers(replayed.sum)).toEqual([5143, 5243]);
    tf.dispose([recorded, replayed]);
  });

  it('takes inputs and variables that are still to be computed, and reshaped ones', async () => {
    const weight = variable([1, 2, 3, 4], [2, 2]);
    const step = capture(({ x }: { x: tf.Tensor }) => ({ y: tf.add(x, tf.reshape(weight, [4])) }));
    const outputs: number[][] = [];
    for (const factor of [1, 2]) {
      tf.tidy(() => weight.assign(tf.reshape(tf.mul(tf.reshape(weight, [4]), factor), [2, 2])));
      const kept = tf.reshape(weight, [4]);
      await kept.data();
      const x = tf.tidy(() => tf.mul(tf.ones([4]), 10 * factor));
      const { y } = await step({ x });
      outputs.push(await numbers(y));
      tf.dispose([x, y, kept]);
    }
    expect(outputs).toEqual([
      [11, 12, 13, 14],
      [22, 24, 26, 28],
    ]);
  });

  it('trains as the step itself does, with an optimizer that makes its variables in the first step', async () => {
    const x = normal([16, 6], 1) as tf.Tensor2D;
    const y = normal([16, 2], 2) as tf.Tensor2D;
    tensors.push(x, y);
    const train = async (captured: boolean) => {
      const first = tf.tidy(() => tf.variable(normal([6, 8], 3))) as tf.Variable<tf.Rank.R2>;
      const second = tf.tidy(() => tf.variable(normal([8, 2], 4))) as tf.Variable<tf.Rank.R2>;
      const optimizer = tf.train.adam(0.02);
      let calls = 0;
      const step = (inputs: { x: tf.Tensor2D; y: tf.Tensor2D }) => {
        calls++;
        const loss = optimizer.minimize(
          () => tf.mean(tf.squaredDifference(tf.matMul(tf.tanh(tf.matMul(inputs.x, first)), second), inputs.y)) as tf.Scalar,
          true,
        )!;
        return { loss };
      };
      const run = captured ? capture(step) : async (inputs: { x: tf.Tensor2D; y: tf.Tensor2D }) => step(inputs);
      const losses: number[] = [];
      for (let index = 0; index < 30; index++) {
        const { loss } = await run({ x, y });
        losses.push(...(await numbers(loss)));
        loss.dispose();
      }
      optimizer.dispose();
      tf.dispose([first, second]);
      return { losses, calls };
    };
    const direct = await train(false);
    const captured = await train(true);
    expect(captured.losses).toEqual(direct.losses);
    expect(direct.losses.at(-1)!).toBeLessThan(direct.losses[0]! / 2);
    expect(captured.calls).toBe(2);
  });

  it('leaves no tensor behind', async () => {
    const weight = variable([1, 2]);
    const step = capture(({ x }: { x: tf.Tensor }) => {
      weight.assign(tf.add(weight, x));
      const kept = tf.keep(tf.square(weight));
      return { kept, total: tf.sum(kept) };
    });
    const x = tensor([1, 1]);
    const counts: number[] = [];
    for (let index = 0; index < 4; index++) {
      const before = tf.memory();
      tf.dispose(await step({ x }));
      const after = tf.memory();
      counts.push(after.numTensors - before.numTensors, after.numDataBuffers - before.numDataBuffers, after.numBytes - before.numBytes);
    }
    expect(counts).toEqual(counts.map(() => 0));
  });

  it('changes no variable when the step fails, while it is recorded or while it runs', async () => {
    const weight = variable([1, 2, 3]);
    let refuse = true;
    const step = capture(({ index }: { index: tf.Tensor }) => {
      weight.assign(tf.mul(weight, 2));
      if (refuse) throw new Error('refused');
      return { row: tf.gather(weight, index as tf.Tensor1D) };
    });
    const index = (value: number) => {
      const made = tf.tensor1d([value], 'int32');
      tensors.push(made);
      return made;
    };
    await expect(step({ index: index(0) })).rejects.toThrow('refused');
    refuse = false;
    await expect(step({ index: index(7) })).rejects.toMatchObject({ code: 'ORT_RUN_FAILED' });
    expect(await numbers(weight)).toEqual([1, 2, 3]);
    const { row } = await step({ index: index(2) });
    expect(await numbers(row)).toEqual([6]);
    await expect(step({ index: index(9) })).rejects.toMatchObject({ code: 'ORT_RUN_FAILED' });
    expect(await numbers(weight)).toEqual([2, 4, 6]);
    row.dispose();
  });

  it('refuses a step that reads data, and the tensors it hid can be computed afterwards', async () => {
    const weight = variable([4, 9]);
    const step = capture(({ x }: { x: tf.Tensor }) => ({ y: tf.mul(x, tf.sqrt(weight).dataSync()[0]!) }));
    await expect(step({ x: tensor([1]) })).rejects.toMatchObject({
      code: 'ORT_PLACEHOLDER_EXECUTED',
      message: expect.stringContaining('captured step'),
    });
    const root = tf.sqrt(weight);
    expect(await numbers(root)).toEqual([2, 3]);
    root.dispose();
  });

  it('runs calls that were not waited for one after the other, beside other reads', async () => {
    const sum = variable([0]);
    const step = capture(({ x }: { x: tf.Tensor }) => {
      sum.assign(tf.add(sum, x));
      return { sum };
    });
    const calls = [1, 2, 3, 4].map((value) => step({ x: tensor([value]) }));
    const beside = tf.tidy(() => tf.square(tensor([5])));
    expect(await numbers(beside)).toEqual([25]);
    const outputs = await Promise.all(calls);
    expect((await Promise.all(outputs.map((output) => numbers(output.sum)))).flat()).toEqual([1, 3, 6, 10]);
    tf.dispose([beside, ...outputs.map((output) => output.sum)]);
  });

  it('records again what it no longer holds: beyond the limit, with another variable set, with a frozen tensor gone', async () => {
    setOrtOptions({ cacheSize: 2 });
    let calls = 0;
    const step = capture(({ x }: { x: tf.Tensor }) => {
      calls++;
      return { y: tf.exp(x) };
    });
    for (const size of [1, 2, 3, 1, 3]) tf.dispose(await step({ x: tensor(new Array(size).fill(0)) }));
    expect(calls).toBe(4);
    expect(ortStatistics().graphs).toBe(2);

    let matrix = normal([2, 2], 1);
    markFrozen(matrix);
    const product = capture(({ x }: { x: tf.Tensor }) => ({ y: tf.matMul(x as tf.Tensor2D, matrix as tf.Tensor2D) }));
    const x = tensor([1, 0, 0, 1], [2, 2]);
    const first = await product({ x });
    matrix.dispose();
    matrix = normal([2, 2], 2);
    const second = await product({ x });
    expect(await numbers(second.y)).toEqual(await numbers(matrix));
    tf.dispose([first, second, matrix]);
  });

  it('calls the step every time on another backend', async () => {
    await tf.setBackend('cpu');
    const weight = variable([1]);
    let calls = 0;
    const step = capture(({ x }: { x: tf.Tensor }) => {
      calls++;
      weight.assign(tf.add(weight, x));
      return { weight: tf.clone(weight) };
    });
    const outputs = [await step({ x: tensor([2]) }), await step({ x: tensor([3]) })];
    expect((await Promise.all(outputs.map((output) => numbers(output.weight)))).flat()).toEqual([3, 6]);
    expect(calls).toBe(2);
    tf.dispose(outputs.map((output) => output.weight));
    tf.dispose(tensors.splice(0));
    await tf.setBackend('ort');
  });
});
