import * as tf from '@tensorflow/tfjs-core';
import type { OrtBackend } from '../backend';
import { elementTypeOf, GraphValue } from '../graph/value';

/** A tensor without data, which stands for an input of a trace. Nothing computed from it can be read. */
export function placeholder(backend: OrtBackend, shape: readonly number[], dtype: tf.DataType): tf.Tensor {
  const value = new GraphValue(shape, elementTypeOf(dtype));
  value.placeholder = '';
  value.traced = true;
  return tf.engine().makeTensorFromTensorInfo(backend.tensor(value), backend);
}
