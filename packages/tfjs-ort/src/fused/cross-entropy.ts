import * as tf from '@tensorflow/tfjs-core';
import { apply, combine } from '../graph/arithmetic';
import { cast, emit, int64s, reshape } from '../graph/emit';
import { type GraphValue, sizeOf, ElementType as Type } from '../graph/value';
import { BACKEND_NAME, kernel } from '../kernels/register';
import { options } from '../options';

const FORWARD = 'SparseCrossEntropy';
const BACKWARD = 'SparseCrossEntropyGrad';

/**
 * The cross-entropy of each row of logits against the index of its class: `-log(softmax(logits))[class]`. A row may have several classes, each with a cross-entropy of its own, which
 * cost little more than one. On backend `ort` no one-hot matrix is made, and the gradient takes three passes over the logits; on any other backend it is composed of
 * ordinary operations.
 *
 * @param logits [rows, classes] float32.
 * @param classes [rows] or [rows, several] int32, each in [0, classes).
 * @returns float32 in the shape of `classes`.
 */
export function sparseCrossEntropy<Classes extends tf.Tensor1D | tf.Tensor2D>(logits: tf.Tensor2D, classes: Classes): Classes {
  if (tf.getBackend() !== BACKEND_NAME) return composedCrossEntropy(logits, classes);
  return tf.engine().runKernel(FORWARD, { logits, classes }) as Classes;
}

/** The same by ordinary operations. */
export function composedCrossEntropy<Classes extends tf.Tensor1D | tf.Tensor2D>(logits: tf.Tensor2D, classes: Classes): Classes {
  return tf.tidy(() => {
    const logarithms = tf.logSoftmax(logits);
    const columns = tf.unstack(tf.reshape(classes, [logits.shape[0], -1]), 1).map((column) => {
      const oneHot = tf.cast(tf.oneHot(column as tf.Tensor1D, logits.shape[1]), 'float32');
      return tf.neg(tf.sum(tf.mul(logarithms, oneHot), 1));
    });
    return tf.reshape(tf.stack(columns, 1), classes.shape) as Classes;
  });
}

export function registerCrossEntropy(): void {
  kernel(FORWARD, ({ inputs }) => {
    const { logits, classes } = inputs;
    const indices = asColumns(classes!);
    const picked = emit('GatherElements', [logSoftmax(logits!), indices], indices.shape, Type.float, { axis: { int: 1 } });
    return reshape(emit('Neg', [picked], indices.shape, Type.float), classes!.shape);
  });
  // softmax(logits) * sum(dy) - one-hot * dy. The logarithm is that of the forward pass: ONNX Runtime merges the two nodes.
  kernel(BACKWARD, ({ inputs }) => {
    const { logits, classes, dy } = inputs;
    const indices = asColumns(classes!);
    const slopes = reshape(dy!, indices.shape);
    const total = emit('ReduceSum', [slopes, int64s([1])], [indices.shape[0]!, 1], Type.float, { keepdims: { int: 1 } });
    const spread = combine('Mul', emit('Exp', [logSoftmax(logits!)], logits!.shape, Type.float), total);
    const attributes = { axis: { int: 1 }, reduction: { string: 'add' } };
    return emit(
      'ScatterElements',
      [spread, indices, emit('Neg', [slopes], slopes.shape, Type.float)],
      logits!.shape,
      Type.float,
      attributes,
    );
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
  // ONNX Runtime has no LogSoftmax for WebGPU: the CPU would compute it, and the logits would travel there and back.
  if (options.provider === 'webgpu') return composedLogSoftmax(logits);
  return emit('LogSoftmax', [logits], logits.shape, Type.float, { axis: { int: 1 } });
}

function composedLogSoftmax(logits: GraphValue): GraphValue {
  const column = [logits.shape[0]!, 1];
  const largest = emit('ReduceMax', [logits, int64s([1])], column, Type.float, { keepdims: { int: 1 } });
  const shifted = apply('Sub', logits, largest);
  const sum = emit('ReduceSum', [apply('Exp', shifted), int64s([1])], column, Type.float, { keepdims: { int: 1 } });
  return apply('Sub', shifted, apply('Log', sum));
}

/** Classes as [rows, classes of a row]. */
function asColumns(classes: GraphValue): GraphValue {
  const rows = classes.shape[0]!;
  return reshape(cast(classes, Type.int32), [rows, sizeOf(classes.shape) / rows]);
}
