import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectClose, expectSameAsCpu, normal, resultsOn } from '../testing/compare';
import { geluTanh, silu } from './activations';
import { adamWUpdate } from './adamw';
import { composedCrossEntropy, sparseCrossEntropy } from './cross-entropy';
import { composedRmsNorm, rmsNorm } from './rms-norm';
import { composedRotaryEmbedding, rotaryEmbedding } from './rotary-embedding';
import { trueIndices } from './true-indices';

const gain = () => tf.add(normal([6], 4, 0.2), 1) as tf.Tensor1D;

describe('fused operations', () => {
  it.each([[[6]], [[4, 6]], [[2, 3, 6]]])('normalizes %j with the values and gradients of the composed form', async (shape) => {
    const run = (norm: typeof rmsNorm) => () => {
      const gradients = tf.valueAndGrads((x, g) => tf.sum(tf.mul(norm(x, g as tf.Tensor1D, 1e-5), normal(shape, 9))));
      const { value, grads } = gradients([normal(shape, 1, 3), gain()]);
      return [norm(normal(shape, 1, 3), gain(), 1e-5), value, ...grads];
    };
    expectClose(await resultsOn('ort', run(rmsNorm)), await resultsOn('cpu', run(composedRmsNorm)), 2e-5);
    await expectSameAsCpu(run(rmsNorm), 2e-5);
  });

  it.each([
    ['silu', silu],
    ['geluTanh', geluTanh],
  ] as const)('%s has the values and gradients of the composed form', async (_, activation) => {
    const x = () => tf.concat([normal([60], 1, 3), tf.tensor1d([0, 1e-6, 12, -12, 60, -60, 3e4, -3e4])]);
    await expectSameAsCpu(() => [activation(x()), tf.grad((t) => tf.sum(tf.mul(activation(t), tf.cos(t))))(x())], 1e-5);
  });

  it("updates by AdamW as the composed form does, and as TensorFlow.js' Adam where nothing decays", async () => {
    await expectSameAsCpu(() => {
      const scalars = { stepSize: tf.scalar(0.01), epsilon: tf.scalar(1e-8), decay: tf.scalar(0.99), gradientScale: tf.scalar(0.5) };
      const state = { parameter: normal([4, 3], 1), first: normal([4, 3], 2, 0.1), second: tf.square(normal([4, 3], 3, 0.1)) };
      const { parameter, first, second } = adamWUpdate(state, normal([4, 3], 4), scalars, 0.9, 0.95);
      return [parameter, first, second];
    });
    await tf.setBackend('ort');
    const updated = tf.tidy(() => {
      const zeros = tf.zeros([5]);
      const scalars = {
        stepSize: tf.scalar((0.01 * Math.sqrt(1 - 0.999)) / 0.1),
        epsilon: tf.scalar(0),
        decay: tf.scalar(1),
        gradientScale: tf.scalar(1),
      };
      return adamWUpdate({ parameter: normal([5], 1), first: zeros, second: zeros }, normal([5], 2), scalars, 0.9, 0.999).parameter;
    });
    const variable = tf.variable(normal([5], 1));
    tf.train.adam(0.01, 0.9, 0.999, 1e-12).applyGradients([{ name: variable.name, tensor: normal([5], 2) }]);
    const expected = await variable.data();
    const actual = await updated.data();
    expect(Math.max(...actual.map((value, index) => Math.abs(value - expected[index]!)))).toBeLessThan(1e-6);
    tf.dispose([updated, variable]);
  });

  it.each<[string, number[], number[], number[]]>([
    ['a class', [4], [0, 6, 2, 2], [1, 0, -2, 3]],
    ['several classes, equal ones among them,', [4, 3], [0, 1, 2, 6, 6, 0, 2, 2, 2, 5, 4, 3], [1, 0, -2, 3, 0.5, 1, 2, -1, 4, 0, 0, 0]],
  ])('gives the cross-entropy of %s in each row with its gradient', async (_, shape, indices, factors) => {
    const classes = () => tf.tensor(indices, shape as [number], 'int32') as tf.Tensor1D;
    const run = (loss: typeof sparseCrossEntropy) => () => {
      const logits = normal([4, 7], 1, 8) as tf.Tensor2D;
      return [
        loss(logits, classes()),
        tf.grad((x) => tf.sum(tf.mul(loss(x as tf.Tensor2D, classes()), tf.tensor(factors, shape as [number]) as tf.Tensor1D)))(logits),
      ];
    };
    expectClose(await resultsOn('ort', run(sparseCrossEntropy)), await resultsOn('cpu', run(composedCrossEntropy)));
    await expectSameAsCpu(run(sparseCrossEntropy));
  });

  it('turns rows by their positions as the composed form does, more rows than there are positions too', async () => {
    const run = (rotate: typeof rotaryEmbedding) => () => {
      const angles = normal([3, 4], 2) as tf.Tensor2D;
      return rotate(normal([5, 24], 1) as tf.Tensor2D, tf.tensor1d([2, 0, 1, 2, 2], 'int32'), tf.cos(angles), tf.sin(angles));
    };
    expectClose(await resultsOn('ort', run(rotaryEmbedding)), await resultsOn('cpu', run(composedRotaryEmbedding)));
    await expectSameAsCpu(run(rotaryEmbedding));
  });

  it('finds the entries that are not zero', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: -1, max: 1 }), { minLength: 1, maxLength: 40 }), async (mask) => {
        const expected = mask.flatMap((entry, index) => (entry === 0 ? [] : [index]));
        await tf.setBackend('ort');
        const found = tf.tidy(() => trueIndices(tf.tensor1d(mask, 'int32'), expected.length));
        expect([...(await found.data())]).toEqual(expected);
        found.dispose();
      }),
      { numRuns: 30 },
    );
  });
});
