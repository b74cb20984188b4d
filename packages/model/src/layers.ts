import * as tf from '@tensorflow/tfjs-core';
import { rmsNorm, silu } from '@tldr-rm/tfjs-ort';
import type { Weights } from './weights';

/** A projection of the last axis by `NAME.weight` [out, in], with `NAME.bias` and LoRA adapters where the weights have them. */
export function linear(x: tf.Tensor, weights: Weights, name: string): tf.Tensor {
  const weight = weights.get(`${name}.weight`) as tf.Tensor2D;
  const [output, input] = weight.shape;
  const rows = tf.reshape(x, [x.size / input, input]);
  let y: tf.Tensor = tf.matMul(rows, weight, false, true);
  if (weights.lora && weights.has(`${name}.lora_A.weight`)) {
    const down = tf.matMul(rows, weights.get(`${name}.lora_A.weight`) as tf.Tensor2D, false, true);
    const up = tf.matMul(down, weights.get(`${name}.lora_B.weight`) as tf.Tensor2D, false, true);
    y = tf.add(y, tf.mul(up, weights.lora.alpha / weights.lora.rank));
  }
  if (weights.has(`${name}.bias`)) y = tf.add(y, weights.get(`${name}.bias`));
  return tf.reshape(y, [...x.shape.slice(0, -1), output]);
}

/** Root-mean-square norm of the last axis (Zhang and Sennrich 2019, arXiv 1910.07467). */
export function normalize(x: tf.Tensor, weights: Weights, name: string, epsilon: number): tf.Tensor {
  return rmsNorm(x, weights.get(`${name}.weight`) as tf.Tensor1D, epsilon);
}

/** Gated MLP: `down(silu(gate(x)) * up(x))` (Shazeer 2020, arXiv 2002.05202). */
export function gatedMlp(x: tf.Tensor, weights: Weights, name: string): tf.Tensor {
  const width = x.shape.at(-1)!;
  const rows = tf.reshape(x, [x.size / width, width]);
  const gate = silu(linear(rows, weights, `${name}.gate_proj`));
  return tf.reshape(linear(tf.mul(gate, linear(rows, weights, `${name}.up_proj`)), weights, `${name}.down_proj`), x.shape);
}

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

/** Softmax attention of every query over every key, all [batch, heads, length, size]. */
export function attend(queries: tf.Tensor, keys: tf.Tensor, values: tf.Tensor): tf.Tensor {
  const size = queries.shape.at(-1)!;
  const logits = tf.matMul(tf.mul(queries, 1 / Math.sqrt(size)), keys, false, true);
  return tf.matMul(tf.softmax(logits), values);
}
