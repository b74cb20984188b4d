import * as tf from '@tensorflow/tfjs-core';
import { silu } from '@tldr-rm/tfjs-ort';
import type { Weights } from '../weights/weights';
import { linear } from './linear';

/** Gated MLP: `down(silu(gate(x)) * up(x))` (Shazeer 2020, arXiv 2002.05202). */
export function gatedMlp(x: tf.Tensor, weights: Weights, name: string): tf.Tensor {
  const width = x.shape.at(-1)!;
  const rows = tf.reshape(x, [x.size / width, width]);
  const gate = silu(linear(rows, weights, `${name}.gate_proj`));
  return tf.reshape(linear(tf.mul(gate, linear(rows, weights, `${name}.up_proj`)), weights, `${name}.down_proj`), x.shape);
}
