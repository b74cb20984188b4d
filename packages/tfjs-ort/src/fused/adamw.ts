import * as tf from '@tensorflow/tfjs-core';
import { apply, combine } from '../graph/arithmetic';
import { scalar } from '../graph/emit';
import { ElementType as Type } from '../graph/value';
import { BACKEND_NAME, kernel } from '../kernels/register';

const NAME = 'AdamWUpdate';

/** What changes from step to step, as scalars, so that a step never compiles anew. Step `t` counts from 1. */
export interface AdamWScalars {
  /** `rate * sqrt(1 - beta2^t) / (1 - beta1^t)`: the rate with both bias corrections (Kingma and Ba 2014, section 2). */
  stepSize: tf.Scalar;
  /** `epsilon * sqrt(1 - beta2^t)`. */
  epsilon: tf.Scalar;
  /** What is kept of the parameter: `1 - rate * weightDecay`, or 1. */
  decay: tf.Scalar;
  /** Factor of the gradient, for clipping; 1 leaves it alone. */
  gradientScale: tf.Scalar;
}

/** A parameter and its moments, of one shape. */
export interface AdamWState {
  parameter: tf.Tensor;
  first: tf.Tensor;
  second: tf.Tensor;
}

/**
 * One update of AdamW (Loshchilov and Hutter 2017, arXiv 1711.05101). On backend `ort` it is recorded as one kernel, which saves a dozen calls for each
 * parameter; on any other backend it is composed of ordinary operations.
 *
 * @returns the new parameter and moments; the old ones are left as they are.
 */
export function adamWUpdate(state: AdamWState, gradient: tf.Tensor, scalars: AdamWScalars, beta1: number, beta2: number): AdamWState {
  if (tf.getBackend() !== BACKEND_NAME) return composedUpdate(state, gradient, scalars, beta1, beta2);
  const [parameter, first, second] = tf.engine().runKernel(NAME, { ...state, gradient, ...scalars }, { beta1, beta2 }) as [
    tf.Tensor,
    tf.Tensor,
    tf.Tensor,
  ];
  return { parameter, first, second };
}

function composedUpdate(state: AdamWState, gradient: tf.Tensor, scalars: AdamWScalars, beta1: number, beta2: number): AdamWState {
  return tf.tidy(() => {
    const scaled = tf.mul(gradient, scalars.gradientScale);
    const first = tf.add(tf.mul(state.first, beta1), tf.mul(scaled, 1 - beta1)) as tf.Tensor;
    const second = tf.add(tf.mul(state.second, beta2), tf.mul(tf.square(scaled), 1 - beta2)) as tf.Tensor;
    const change = tf.mul(tf.div(first, tf.add(tf.sqrt(second), scalars.epsilon)), scalars.stepSize);
    return { parameter: tf.sub(tf.mul(state.parameter, scalars.decay), change) as tf.Tensor, first, second };
  });
}

export function registerAdamW(): void {
  kernel<{ beta1: number; beta2: number }>(NAME, ({ inputs, attrs: { beta1, beta2 } }) => {
    const { parameter, gradient, stepSize, epsilon, decay, gradientScale } = inputs;
    const constant = (value: number) => scalar(value, Type.float);
    // The factors of the gradient are joined while they are scalars.
    const firstScale = apply('Mul', gradientScale!, constant(1 - beta1));
    const secondScale = apply('Mul', gradientScale!, constant(Math.sqrt(1 - beta2)));
    const first = combine('Add', apply('Mul', inputs.first!, constant(beta1)), combine('Mul', gradient!, firstScale));
    const scaled = combine('Mul', gradient!, secondScale);
    const second = combine('Add', apply('Mul', inputs.second!, constant(beta2)), apply('Mul', scaled, scaled));
    const change = combine('Mul', combine('Div', first, combine('Add', apply('Sqrt', second), epsilon!)), stepSize!);
    return [combine('Sub', combine('Mul', parameter!, decay!), change), first, second];
  });
}
