import * as tf from '@tensorflow/tfjs-core';
import { apply, combine, complement } from '../graph/arithmetic';
import { emit, MICROSOFT, scalar } from '../graph/emit';
import { type GraphValue, ElementType as Type } from '../graph/value';
import { BACKEND_NAME, kernel } from '../kernels/register';

/** sqrt(2 / pi) and the cubic coefficient of the tanh form of GELU (Hendrycks and Gimpel 2016, arXiv 1606.08415). */
const GELU_SCALE = Math.sqrt(2 / Math.PI);
const GELU_CUBIC = 0.044715;

/** `x * sigmoid(x)`. On backend `ort` one node with its own gradient; elsewhere composed of ordinary operations. */
export function silu<T extends tf.Tensor>(x: T): T {
  if (tf.getBackend() !== BACKEND_NAME) return tf.mul(x, tf.sigmoid(x)) as T;
  return tf.engine().runKernel('Silu', { x }) as T;
}

/** GELU in its tanh form. On backend `ort` one node with its own gradient; elsewhere composed of ordinary operations. */
export function geluTanh<T extends tf.Tensor>(x: T): T {
  if (tf.getBackend() !== BACKEND_NAME) return composedGeluTanh(x);
  return tf.engine().runKernel('GeluTanh', { x }) as T;
}

/** The same by ordinary operations. */
export function composedGeluTanh<T extends tf.Tensor>(x: T): T {
  return tf.tidy(() => {
    const inner = tf.mul(tf.add(x, tf.mul(tf.mul(x, tf.square(x)), GELU_CUBIC)), GELU_SCALE);
    return tf.mul(tf.mul(x, 0.5), tf.add(tf.tanh(inner), 1));
  }) as T;
}

const constant = (value: number) => scalar(value, Type.float);

export function registerActivations(): void {
  kernel('Silu', ({ inputs }) => emit('QuickGelu', [inputs.x!], inputs.x!.shape, Type.float, { alpha: { float: 1 } }, MICROSOFT));
  kernel('SiluGrad', ({ inputs }) => siluGradient(inputs.x!, inputs.y!, inputs.dy!));
  kernel('GeluTanh', ({ inputs }) => emit('Gelu', [inputs.x!], inputs.x!.shape, Type.float, { approximate: { string: 'tanh' } }));
  kernel('GeluTanhGrad', ({ inputs }) => geluGradient(inputs.x!, inputs.y!, inputs.dy!));
  for (const name of ['Silu', 'GeluTanh']) {
    tf.registerGradient({
      kernelName: name,
      inputsToSave: ['x'],
      outputsToSave: [true],
      gradFunc: (dy, saved) => {
        const [x, y] = saved as [tf.Tensor, tf.Tensor];
        return { x: () => tf.engine().runKernel(`${name}Grad`, { x, y, dy: dy as tf.Tensor }) as tf.Tensor };
      },
    });
  }
}

/** With s = sigmoid(x) and y = x s: dy/dx = s + x s (1 - s) = y + s (1 - y). */
function siluGradient(x: GraphValue, y: GraphValue, dy: GraphValue): GraphValue {
  const slope = combine('Add', combine('Mul', apply('Sigmoid', x), complement(y)), y);
  return combine('Mul', dy, slope);
}

/**
 * gelu(x) = x s with s = sigmoid(z), z = 2 sqrt(2/pi) (x + c x^3), because (1 + tanh(u)) / 2 = sigmoid(2 u). So the slope is
 * s + x s (1 - s) z' = s + y (1 - s) z' with z' = 2 sqrt(2/pi) (1 + 3 c x^2).
 */
function geluGradient(x: GraphValue, y: GraphValue, dy: GraphValue): GraphValue {
  const square = apply('Mul', x, x);
  const inner = apply('Add', apply('Mul', square, constant(2 * GELU_SCALE * GELU_CUBIC)), constant(2 * GELU_SCALE));
  const s = apply('Sigmoid', apply('Mul', x, inner));
  const steepness = apply('Add', apply('Mul', square, constant(6 * GELU_SCALE * GELU_CUBIC)), constant(2 * GELU_SCALE));
  const slope = combine('Add', combine('Mul', combine('Mul', complement(s), y), steepness), s);
  return combine('Mul', dy, slope);
}
