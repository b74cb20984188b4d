import * as tf from '@tensorflow/tfjs-core';
import { loraScale } from '../lora-config';
import type { Weights } from '../weights/weights';

/** A projection of the last axis by `NAME.weight` [out, in], with `NAME.bias` and LoRA adapters where the weights have them. */
export function linear(x: tf.Tensor, weights: Weights, name: string): tf.Tensor {
  const weight = weights.get(`${name}.weight`) as tf.Tensor2D;
  const [output, input] = weight.shape;
  const rows = tf.reshape(x, [x.size / input, input]);
  let y: tf.Tensor = tf.matMul(rows, weight, false, true);
  if (weights.lora && weights.has(`${name}.lora_A.weight`)) {
    const down = tf.matMul(rows, weights.get(`${name}.lora_A.weight`) as tf.Tensor2D, false, true);
    const up = tf.matMul(down, weights.get(`${name}.lora_B.weight`) as tf.Tensor2D, false, true);
    y = tf.add(y, tf.mul(up, loraScale(weights.lora)));
  }
  if (weights.has(`${name}.bias`)) y = tf.add(y, weights.get(`${name}.bias`));
  return tf.reshape(y, [...x.shape.slice(0, -1), output]);
}
