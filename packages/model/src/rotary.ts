import * as tf from '@tensorflow/tfjs-core';

/** Cosines and sines of rotary position embedding, each [length, headSize]. */
export interface RotaryTable {
  cosines: tf.Tensor2D;
  sines: tf.Tensor2D;
}

/**
 * Angles of rotary position embedding (Su et al. 2021, arXiv 2104.09864), in the half-split layout of Hugging Face's Llama. Built from `tf.range` on
 * the backend, so that an exported model computes them for whatever length it is given.
 */
export function rotaryTable(firstPosition: number, length: number, headSize: number, base: number): RotaryTable {
  const half = headSize / 2;
  const frequencies = tf.tensor2d(
    Array.from({ length: headSize }, (_, index) => base ** (-(index % half) / half)),
    [1, headSize],
  );
  const positions = tf.add(tf.range(0, length, 1, 'float32'), firstPosition);
  const angles = tf.matMul(tf.reshape(positions, [length, 1]), frequencies) as tf.Tensor2D;
  return { cosines: tf.cos(angles), sines: tf.sin(angles) };
}

/** Rotates [..., length, headSize] by its positions. */
export function rotate(x: tf.Tensor, { cosines, sines }: RotaryTable): tf.Tensor {
  const half = x.shape.at(-1)! / 2;
  const [first, second] = tf.split(x, [half, half], -1) as [tf.Tensor, tf.Tensor];
  const turned = tf.concat([tf.neg(second), first], -1);
  return tf.add(tf.mul(x, cosines), tf.mul(turned, sines));
}
