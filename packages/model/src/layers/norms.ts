import type * as tf from '@tensorflow/tfjs-core';
import { rmsNorm } from '@tldr-rm/tfjs-ort';
import type { Weights } from '../weights/weights';

/** Root-mean-square norm of the last axis by `NAME.weight` (Zhang and Sennrich 2019, arXiv 1910.07467). */
export function normalize(x: tf.Tensor, weights: Weights, name: string, epsilon: number): tf.Tensor {
  return rmsNorm(x, weights.get(`${name}.weight`) as tf.Tensor1D, epsilon);
}
