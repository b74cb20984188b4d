import * as tf from '@tensorflow/tfjs-core';
import { cast, emit, MICROSOFT, reshape } from '../graph/emit';
import { ElementType as Type } from '../graph/value';
import { BACKEND_NAME, kernel } from '../kernels/register';

/**
 * Rotary position embedding (Su et al. 2021, arXiv 2104.09864) in the half-split layout of Hugging Face's Llama: with a row's head as `[a, b]` and the angles of its position,
 * `[a cos - b sin, b cos + a sin]`. On backend `ort` it is one node; elsewhere composed of ordinary operations. The node has no gradient.
 *
 * @param x [rows, heads * size] float32.
 * @param positions [rows] int32: which row of the tables each row takes.
 * @param cosines [positions, size / 2], sines likewise.
 */
export function rotaryEmbedding(x: tf.Tensor2D, positions: tf.Tensor1D, cosines: tf.Tensor2D, sines: tf.Tensor2D): tf.Tensor2D {
  if (tf.getBackend() !== BACKEND_NAME) return composedRotaryEmbedding(x, positions, cosines, sines);
  return tf.engine().runKernel('RotaryEmbedding', { x, positions, cosines, sines }) as tf.Tensor2D;
}

/** The same by ordinary operations. */
export function composedRotaryEmbedding(x: tf.Tensor2D, positions: tf.Tensor1D, cosines: tf.Tensor2D, sines: tf.Tensor2D): tf.Tensor2D {
  return tf.tidy(() => {
    const half = cosines.shape[1];
    const [rows, width] = x.shape;
    const [first, second] = tf.split(tf.reshape(x, [rows, width / (2 * half), 2 * half]), 2, 2) as [tf.Tensor, tf.Tensor];
    const cosine = tf.expandDims(tf.gather(cosines, positions), 1);
    const sine = tf.expandDims(tf.gather(sines, positions), 1);
    const turned = [tf.sub(tf.mul(first, cosine), tf.mul(second, sine)), tf.add(tf.mul(second, cosine), tf.mul(first, sine))];
    return tf.reshape(tf.concat(turned, 2), [rows, width]) as tf.Tensor2D;
  });
}

export function registerRotaryEmbedding(): void {
  kernel('RotaryEmbedding', ({ inputs }) => {
    const { x, positions, cosines, sines } = inputs;
    const [rows, width] = x!.shape as [number, number];
    // Each row is a sequence of its own, because ONNX Runtime wants the tables to have as many rows as a sequence is long.
    const shape = [rows, 1, width];
    const indices = reshape(cast(positions!, Type.int64), [rows, 1]);
    return reshape(emit('RotaryEmbedding', [reshape(x!, shape), indices, cosines!, sines!], shape, Type.float, null, MICROSOFT), [
      rows,
      width,
    ]);
  });
}
