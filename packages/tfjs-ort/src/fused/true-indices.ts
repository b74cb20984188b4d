import * as tf from '@tensorflow/tfjs-core';
import { cast, emit, reshape } from '../graph/emit';
import { ElementType as Type } from '../graph/value';
import { kernel } from '../kernels/register';

/**
 * Indices of the entries that are not zero, ascending, int32. Only on backend `ort`.
 *
 * @param mask [size], any type.
 * @param count how many entries are not zero, which shapes have to know before anything is computed. In a trace: the size that stands for this number, whose symbol is then
 *   read from the result when the exported graph runs.
 */
export function trueIndices(mask: tf.Tensor1D, count: number): tf.Tensor1D {
  return tf.engine().runKernel('TrueIndices', { mask }, { count }) as tf.Tensor1D;
}

export function registerTrueIndices(): void {
  kernel<{ count: number }>('TrueIndices', ({ inputs, attrs }) => {
    const indices = emit('NonZero', [inputs.mask!], [1, attrs.count], Type.int64);
    return cast(reshape(indices, [attrs.count]), Type.int32);
  });
}
