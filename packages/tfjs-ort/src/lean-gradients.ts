import * as tf from '@tensorflow/tfjs-core';

/**
 * Gradients that replace those of tfjs-core. Its own multiply by a tensor of ones that the host fills, which for a training step is as much data as the
 * activations; these broadcast, which backend `ort` mostly leaves to the operation that comes next.
 */
export function registerLeanGradients(): void {
  tf.registerGradient({
    kernelName: 'Sum',
    inputsToSave: ['x'],
    gradFunc: (dy, saved, attrs) => ({ x: () => spread(dy as tf.Tensor, saved[0]!.shape, attrs.axis as number[]) }),
  });
  tf.registerGradient({
    kernelName: 'Mean',
    inputsToSave: ['x'],
    gradFunc: (dy, saved, attrs) => ({
      x: () => {
        const { shape } = saved[0]!;
        const count = tf.util.parseAxisParam(attrs.axis as number[], shape).reduce((product, axis) => product * shape[axis]!, 1);
        return spread(tf.div(dy as tf.Tensor, count), shape, attrs.axis as number[]);
      },
    }),
  });
}

/** Repeats the result of a reduction along the axes that it reduced. */
function spread(dy: tf.Tensor, shape: number[], axis: number | number[]): tf.Tensor {
  const axes = tf.util.parseAxisParam(axis, shape);
  const kept = shape.map((dim, index) => (axes.includes(index) ? 1 : dim));
  return tf.broadcastTo(tf.reshape(dy, kept), shape as [number]);
}
