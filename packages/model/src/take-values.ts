import type * as tf from '@tensorflow/tfjs-core';

/** Reads a float32 tensor and disposes it, also where reading fails. */
export async function takeValues(tensor: tf.Tensor): Promise<Float32Array> {
  try {
    return (await tensor.data()) as Float32Array;
  } finally {
    tensor.dispose();
  }
}
