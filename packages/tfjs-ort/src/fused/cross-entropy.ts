import * as tf from '@tensorflow/tfjs-core';
import { combine } from '../graph/arithmetic';
import { cast, emit, expand, reshape, scalar } from '../graph/emit';
import { type GraphValue, ElementType as Type } from '../graph/value';
import { BACKEND_NAME, kernel } from '../kernels/register';

const FORWARD = 'SparseCrossEntropy';
const BACKWARD = 'SparseCrossEntropyGrad';

/**
 * The cross-entropy of each row of logits against the index of its class: `-log(softmax(logits))[class]`. On backend `ort` no one-hot matrix is made, and
 * the gradient takes three passes over the logits; on any other backend it is composed of ordinary operations.
 *
 * @param logits [rows, classes] float32.
 * @param classes [rows] int32, each in [0, classes).
 * @returns [rows] float32.
 */
export function sparseCrossEntropy(logits: tf.Tensor2D, classes: tf.Tensor1D): tf.Tensor1D {
  if (tf.getBackend() !== BACKEND_NAME) return composedCrossEntropy(logits, classes);
  return tf.engine().runKernel(FORWARD, { logits, classes }) as tf.Tensor1D;
}

/** The same by ordinary operations. */
export function composedCrossEntropy(logits: tf.Tensor2D, classes: tf.Tensor1D): tf.Tensor1D {
  return tf.tidy(() => {
    const oneHot = tf.cast(tf.oneHot(classes, logits.shape[1]), 'float32');
    return tf.neg(tf.sum(tf.mul(tf.logSoftmax(logits), oneHot), 1)) as tf.Tensor1D;
  });
}

export function registerCrossEntropy(): void {
  kernel(FORWARD, ({ inputs }) => {
    const { logits, classes } = inputs;
    const rows = logits!.shape[0]!;
    const picked = emit('GatherElements', [logSoftmax(logits!), asColumn(classes!)], [rows, 1], Type.float, { axis: { int: 1 } });
    return reshape(emit('Neg', [picked], [rows, 1], Type.float), [rows]);
  });
  // (softmax(logits) - one-hot) * dy. The logarithm is that of the forward pass: ONNX Runtime merges the two nodes.
  kernel(BACKWARD, ({ inputs }) => {
    const { logits, classes, dy } = inputs;
    const rows = logits!.shape[0]!;
    const softmax = emit('Exp', [logSoftmax(logits!)], logits!.shape, Type.float);
    const minusOne = expand(scalar(-1, Type.float), [rows, 1]);
    const attributes = { axis: { int: 1 }, reduction: { string: 'add' } };
    const difference = emit('ScatterElements', [softmax, asColumn(classes!), minusOne], logits!.shape, Type.float, attributes);
    return combine('Mul', difference, reshape(dy!, [rows, 1]));
  });
  tf.registerGradient({
    kernelName: FORWARD,
    inputsToSave: ['logits', 'classes'],
    gradFunc: (dy, saved) => {
      const [logits, classes] = saved as [tf.Tensor, tf.Tensor];
      return {
        logits: () => tf.engine().runKernel(BACKWARD, { logits, classes, dy: dy as tf.Tensor }) as tf.Tensor,
        classes: () => tf.zerosLike(tf.cast(classes, 'float32')),
      };
    },
  });
}

function logSoftmax(logits: GraphValue): GraphValue {
  return emit('LogSoftmax', [logits], logits.shape, Type.float, { axis: { int: 1 } });
}

function asColumn(classes: GraphValue): GraphValue {
  return reshape(cast(classes, Type.int32), [classes.shape[0]!, 1]);
}
