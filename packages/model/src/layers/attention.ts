import * as tf from '@tensorflow/tfjs-core';

/** A number far below any logit, whose exponential is zero in float32. */
const MASKED = -1e9;

/** Splits [batch, length, heads * size] into [batch, heads, length, size]. */
export function splitHeads(x: tf.Tensor, heads: number): tf.Tensor4D {
  const [batch, length, width] = x.shape as [number, number, number];
  return tf.transpose(tf.reshape(x, [batch, length, heads, width / heads]), [0, 2, 1, 3]);
}

/** Joins [batch, heads, length, size] into [batch, length, heads * size]. */
export function joinHeads(x: tf.Tensor): tf.Tensor3D {
  const [batch, heads, length, size] = x.shape as [number, number, number, number];
  return tf.reshape(tf.transpose(x, [0, 2, 1, 3]), [batch, length, heads * size]);
}

/**
 * Softmax attention of every query over every key.
 *
 * @param queries [batch, heads, length, size]; each `heads / keyValueHeads` heads beside each other share keys and values.
 * @param keys [batch, keyValueHeads, length, size], as `values`.
 * @returns [batch, heads, length, size].
 */
export function attend(queries: tf.Tensor4D, keys: tf.Tensor4D, values: tf.Tensor4D): tf.Tensor4D {
  const [batch, heads, length, size] = queries.shape;
  const groups = heads / keys.shape[1];
  const rows = tf.reshape(queries, [batch, keys.shape[1], groups * length, size]);
  const logits = tf.matMul(tf.mul(rows, 1 / Math.sqrt(size)), keys, false, true);
  return tf.reshape(tf.matMul(tf.softmax(logits), values), queries.shape);
}

/** [length, length]: zero where a token may look (itself and before), far below zero elsewhere. */
export function causalMask(length: number): tf.Tensor2D {
  const positions = tf.range(0, length, 1, 'float32');
  const later = tf.less(tf.reshape(positions, [length, 1]), tf.reshape(positions, [1, length]));
  return tf.mul(tf.cast(later, 'float32'), MASKED) as tf.Tensor2D;
}
