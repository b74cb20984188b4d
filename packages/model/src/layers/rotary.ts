import * as tf from '@tensorflow/tfjs-core';

/** Rotary position embedding for texts of one length. */
export interface RotaryTable {
  /** [length, headSize]. */
  cosines: tf.Tensor2D;
  /** [length, headSize]. */
  sines: tf.Tensor2D;
  /** [headSize, headSize]: `x @ turn` puts minus the second half of x before the first half. */
  turn: tf.Tensor2D;
}

/**
 * Angles of rotary position embedding (Su et al. 2021, arXiv 2104.09864), in the half-split layout of Hugging Face's Llama. Built from `tf.range` on
 * the backend, so that an exported model computes them for whatever length it is given.
 */
export function rotaryTable(length: number, headSize: number, base: number): RotaryTable {
  const half = headSize / 2;
  const frequencies = tf.tensor2d(
    Array.from({ length: headSize }, (_, index) => base ** (-(index % half) / half)),
    [1, headSize],
  );
  const positions = tf.range(0, length, 1, 'float32');
  const angles = tf.matMul(tf.reshape(positions, [length, 1]), frequencies) as tf.Tensor2D;
  const turn = new Float32Array(headSize * headSize);
  for (let index = 0; index < half; index += 1) {
    turn[(index + half) * headSize + index] = -1;
    turn[index * headSize + index + half] = 1;
  }
  return { cosines: tf.cos(angles), sines: tf.sin(angles), turn: tf.tensor2d(turn, [headSize, headSize]) };
}

/** The angles of all positions, [length, headSize / 2]; a head's two halves turn by the same. */
export function rotaryAngles(length: number, headSize: number, base: number): tf.Tensor2D {
  const half = headSize / 2;
  const frequencies = tf.tensor2d(
    Array.from({ length: half }, (_, index) => base ** (-index / half)),
    [1, half],
  );
  return tf.matMul(tf.reshape(tf.range(0, length, 1, 'float32'), [length, 1]), frequencies);
}

/** The same rotation with everything multiplied by a number, such as the scale of attention queries. */
export function scaleRotary({ cosines, sines, turn }: RotaryTable, factor: number): RotaryTable {
  return { cosines: tf.mul(cosines, factor), sines: tf.mul(sines, factor), turn };
}

/** Rotates [..., length, headSize] by its positions. The halves are exchanged by a small matrix product, which costs fewer passes than splitting and joining. */
export function rotate(x: tf.Tensor, { cosines, sines, turn }: RotaryTable): tf.Tensor {
  const headSize = turn.shape[0];
  const turned = tf.reshape(tf.matMul(tf.reshape(x, [x.size / headSize, headSize]), turn), x.shape);
  return tf.add(tf.mul(x, cosines), tf.mul(turned, sines));
}
