import * as tf from '@tensorflow/tfjs-core';
import { geluTanh, rmsNorm, sparseCrossEntropy } from '@tldr-rm/tfjs-ort';

/** The model that is timed: pre-norm, causal attention, tanh-GELU, output tied to the embedding. 5.3 million parameters. */
export const SHAPE = { width: 256, layers: 6, heads: 4, vocabulary: 2048, batch: 32, length: 128 } as const;

const EPSILON = 1e-5;
const { width, layers, heads, vocabulary, length } = SHAPE;

/** Operations of the matrix products of a forward pass, a multiplication and an addition being two. A training step does three times as many. */
export function forwardOperations(batch: number): number {
  const rows = batch * length;
  const projections = 2 * rows * width * (4 * width + 8 * width);
  const attention = 2 * (2 * batch * length * length * width);
  return layers * (projections + attention) + 2 * rows * width * vocabulary;
}

export type Parameters = Map<string, tf.Variable>;

export function makeParameters(): Parameters {
  const parameters: Parameters = new Map();
  const add = (name: string, value: tf.Tensor) => {
    parameters.set(name, tf.variable(value, true));
    value.dispose();
  };
  const matrix = (name: string, shape: number[], seed: number) => add(name, tf.randomNormal(shape, 0, 0.02, 'float32', seed));
  matrix('embed', [vocabulary, width], 1);
  matrix('positions', [length, width], 2);
  for (let layer = 0; layer < layers; layer++) {
    const seed = 10 * (layer + 1);
    add(`${layer}.norm1`, tf.ones([width]));
    for (const [index, name] of ['queries', 'keys', 'values', 'out'].entries()) matrix(`${layer}.${name}`, [width, width], seed + index);
    add(`${layer}.norm2`, tf.ones([width]));
    matrix(`${layer}.up`, [4 * width, width], seed + 4);
    matrix(`${layer}.down`, [width, 4 * width], seed + 5);
  }
  add('norm', tf.ones([width]));
  return parameters;
}

/** The mean cross-entropy of the next token; `tokens` [batch, length] and `next` [batch * length] are int32. */
export function lossOf(parameters: Parameters, tokens: tf.Tensor2D, next: tf.Tensor1D): tf.Scalar {
  const [batch] = tokens.shape;
  const rows = batch * length;
  const size = width / heads;
  const weight = (name: string) => parameters.get(name)! as tf.Tensor2D;
  // [rows, in] x [out, in] -> [rows, out]
  const linear = (x: tf.Tensor2D, name: string) => tf.matMul(x, weight(name), false, true) as tf.Tensor2D;
  const norm = (x: tf.Tensor2D, name: string) => rmsNorm(x, parameters.get(name)! as unknown as tf.Tensor1D, EPSILON);
  const positions = tf.range(0, length, 1, 'float32');
  const later = tf.less(tf.reshape(positions, [length, 1]), tf.reshape(positions, [1, length]));
  const mask = tf.mul(tf.cast(later, 'float32'), -1e9);
  let x = tf.reshape(tf.add(tf.gather(weight('embed'), tokens), weight('positions')), [rows, width]) as tf.Tensor2D;
  for (let layer = 0; layer < layers; layer++) {
    const normalized = norm(x, `${layer}.norm1`);
    const [queries, keys, values] = ['queries', 'keys', 'values'].map((name) =>
      tf.transpose(tf.reshape(linear(normalized, `${layer}.${name}`), [batch, length, heads, size]), [0, 2, 1, 3]),
    ) as [tf.Tensor, tf.Tensor, tf.Tensor];
    const logits = tf.matMul(tf.mul(queries, 1 / Math.sqrt(size)), keys, false, true);
    const attended = tf.matMul(tf.softmax(tf.add(logits, mask)), values);
    const joined = tf.reshape(tf.transpose(attended, [0, 2, 1, 3]), [rows, width]) as tf.Tensor2D;
    x = tf.add(x, linear(joined, `${layer}.out`));
    x = tf.add(x, linear(geluTanh(linear(norm(x, `${layer}.norm2`), `${layer}.up`)), `${layer}.down`));
  }
  const logits = linear(norm(x, 'norm'), 'embed');
  return tf.mean(sparseCrossEntropy(logits, next));
}
