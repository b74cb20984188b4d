import * as tf from '@tensorflow/tfjs-core';
import { apply, combine } from '../graph/arithmetic';
import { emit, emitMany, int64s, reshape, scalar } from '../graph/emit';
import { type GraphValue, sizeOf, ElementType as Type } from '../graph/value';
import { matMul } from '../kernels/matmul';
import { BACKEND_NAME, kernel } from '../kernels/register';
import { options } from '../options';

const OPERATOR = 'SimplifiedLayerNormalization';
const FORWARD = 'RmsNorm';
const GRADIENT_OF_INPUT = 'RmsNormGradInput';
const GRADIENT_OF_GAIN = 'RmsNormGradGain';

/**
 * Root-mean-square norm of the last axis: `x / sqrt(mean(x^2) + epsilon) * gain` (Zhang and Sennrich 2019, arXiv 1910.07467). On backend `ort` it is one
 * node with its own gradient; on any other backend it is composed of ordinary operations.
 *
 * @param x [..., size] float32.
 * @param gain [size] float32.
 */
export function rmsNorm<T extends tf.Tensor>(x: T, gain: tf.Tensor1D, epsilon: number): T {
  if (tf.getBackend() !== BACKEND_NAME) return composedRmsNorm(x, gain, epsilon);
  const outputs = tf.engine().runKernel(FORWARD, { x, gain }, { epsilon }) as tf.Tensor[];
  return outputs[0] as T;
}

/** The same by ordinary operations. */
export function composedRmsNorm<T extends tf.Tensor>(x: T, gain: tf.Tensor1D, epsilon: number): T {
  return tf.tidy(() => tf.mul(tf.mul(x, tf.rsqrt(tf.add(tf.mean(tf.square(x), -1, true), epsilon))), gain)) as T;
}

export function registerRmsNorm(): void {
  kernel<{ epsilon: number }>(FORWARD, ({ inputs, attrs }) => {
    const { x, gain } = inputs;
    const normalized = { shape: x!.shape, type: Type.float };
    const inverse = { shape: [...x!.shape.slice(0, -1), 1], type: Type.float };
    const settings = { axis: { int: -1 }, epsilon: { float: attrs.epsilon } };
    // ONNX Runtime's kernel for WebGPU leaves the second result unwritten.
    if (options.provider === 'webgpu') {
      return [emitMany(OPERATOR, [x!, gain!], [normalized], settings)[0]!, inverseOfRms(x!, inverse.shape, attrs.epsilon)];
    }
    return emitMany(OPERATOR, [x!, gain!], [normalized, inverse], settings);
  });

  // With r = 1 / rms(x), u = dy * x and s = u . gain:  dx = dy * gain * r - x * r^3 * s / size,  dgain = r . u (over rows).
  // Both are kernels of their own, as TensorFlow.js asks for each gradient apart; ONNX Runtime merges what they have in common.
  kernel(GRADIENT_OF_INPUT, ({ inputs }) => {
    const { x, gain, inverse, dy } = inputs;
    const size = gain!.shape[0]!;
    const s = reshape(matMul(rowsOf(apply('Mul', dy!, x!), size), reshape(gain!, [size, 1]), false, false), inverse!.shape);
    const cube = apply('Mul', apply('Mul', inverse!, inverse!), inverse!);
    const pull = apply('Mul', apply('Mul', cube, s), scalar(1 / size, Type.float));
    const push = combine('Mul', combine('Mul', dy!, gain!), inverse!);
    return apply('Sub', push, combine('Mul', x!, pull));
  });
  kernel(GRADIENT_OF_GAIN, ({ inputs }) => {
    const { x, inverse, dy } = inputs;
    const size = x!.shape[x!.shape.length - 1]!;
    return reshape(matMul(rowsOf(inverse!, 1), rowsOf(apply('Mul', dy!, x!), size), true, false), [size]);
  });
  tf.registerGradient({
    kernelName: FORWARD,
    inputsToSave: ['x', 'gain'],
    outputsToSave: [false, true],
    gradFunc: (dys, saved) => {
      const [x, gain, inverse] = saved as [tf.Tensor, tf.Tensor, tf.Tensor];
      const dy = (dys as tf.Tensor[])[0]!;
      return {
        x: () => tf.engine().runKernel(GRADIENT_OF_INPUT, { x, gain, inverse, dy }) as tf.Tensor,
        gain: () => tf.engine().runKernel(GRADIENT_OF_GAIN, { x, inverse, dy }) as tf.Tensor,
      };
    },
  });
}

function inverseOfRms(x: GraphValue, shape: readonly number[], epsilon: number): GraphValue {
  const mean = emit('ReduceMean', [apply('Mul', x, x), int64s([-1])], shape, Type.float, { keepdims: { int: 1 } });
  return apply('Reciprocal', apply('Sqrt', apply('Add', mean, scalar(epsilon, Type.float))));
}

function rowsOf(x: GraphValue, size: number): GraphValue {
  return reshape(x, [sizeOf(x.shape) / size, size]);
}
