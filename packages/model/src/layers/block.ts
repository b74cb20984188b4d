import * as tf from '@tensorflow/tfjs-core';
import type { Weights } from '../weights/weights';
import { linear } from './linear';
import { gatedMlp } from './mlp';
import { normalize } from './norms';

/** What tokens take from each other, [..., hidden], given their queries, keys and values, each in the layout of the tokens. */
export type Attend = (query: tf.Tensor, key: tf.Tensor, value: tf.Tensor) => tf.Tensor;

/**
 * One layer of every transformer here: attention and a gated MLP, each on normalized tokens and added to them (pre-norm: Xiong et al. 2020, arXiv 2002.04745).
 *
 * @param x tokens in any layout, [..., hidden].
 * @param name where the layer's parameters are, such as `decoder.layers.0`; their names are those of Hugging Face's Llama.
 * @param epsilon of the norms.
 * @param attend how tokens look at each other: which ones, from where, with what rotation.
 * @returns the tokens after the layer, in the layout of `x`.
 */
export function transformerBlock(x: tf.Tensor, weights: Weights, name: string, epsilon: number, attend: Attend): tf.Tensor {
  const normalized = normalize(x, weights, `${name}.input_layernorm`, epsilon);
  const query = linear(normalized, weights, `${name}.self_attn.q_proj`);
  const attended = attend(query, ...projectKeysAndValues(normalized, weights, name));
  const informed = tf.add(x, linear(attended, weights, `${name}.self_attn.o_proj`));
  return tf.add(informed, gatedMlp(normalize(informed, weights, `${name}.post_attention_layernorm`, epsilon), weights, `${name}.mlp`));
}

/** All that a {@link transformerBlock} shows of its tokens to others, where nothing reads the tokens themselves any more. */
export function keysAndValues(x: tf.Tensor, weights: Weights, name: string, epsilon: number): [key: tf.Tensor, value: tf.Tensor] {
  return projectKeysAndValues(normalize(x, weights, `${name}.input_layernorm`, epsilon), weights, name);
}

function projectKeysAndValues(normalized: tf.Tensor, weights: Weights, name: string): [key: tf.Tensor, value: tf.Tensor] {
  return [linear(normalized, weights, `${name}.self_attn.k_proj`), linear(normalized, weights, `${name}.self_attn.v_proj`)];
}
