import { type DataType, util } from '@tensorflow/tfjs-core';
import type { OrtBackend } from '../backend';
import { combine } from '../graph/arithmetic';
import { cast, emit, expand, int64, int64s, scalar } from '../graph/emit';
import { type ElementType, elementTypeOf, GraphValue, type HostArray, sizeOf, ElementType as Type } from '../graph/value';
import { hostKernel, kernel } from './register';

/** Tensors of at most this many elements are also filled on the host, where internals of TensorFlow.js can read them at once. */
const HOST_FILL_LIMIT = 256;

export function registerCreationKernels(): void {
  hostKernel<{ shape: number[]; value: number | string; dtype?: DataType }>('Fill', (_, { shape, value, dtype }, backend) => {
    const type = dtype ?? util.inferDtype(value);
    if (type === 'string') {
      const encoded = util.encodeString(value as string);
      return { dataId: backend.write(new Array(sizeOf(shape)).fill(encoded), shape, 'string'), shape, dtype: 'string' };
    }
    return backend.tensor(filled(shape, Number(value), elementTypeOf(type)));
  });
  hostKernel('ZerosLike', ({ x }, _, backend) => like(backend, x!, 0));
  hostKernel('OnesLike', ({ x }, _, backend) => like(backend, x!, 1));
  kernel<{ start: number; stop: number; step: number; dtype?: DataType }>('Range', ({ attrs }) => {
    const { start, stop } = attrs;
    // The default step follows the direction.
    const step = stop < start && attrs.step === 1 ? -1 : attrs.step;
    const againstStep = (start < stop && step < 0) || (stop < start && step > 1);
    const size = start === stop || againstStep ? 0 : Math.abs(Math.ceil((stop - start) / step));
    return range(start, step, size, elementTypeOf(attrs.dtype ?? 'float32'));
  });
  kernel<{ start: number; stop: number; num: number }>('LinSpace', ({ attrs }) => {
    const { start, stop, num } = attrs;
    const step = num > 1 ? (stop - start) / (num - 1) : 0;
    return leaf(
      Float32Array.from({ length: num }, (_, index) => start + index * step),
      [num],
    );
  });
}

function like(backend: OrtBackend, x: { shape: number[]; dtype: DataType }, value: 0 | 1) {
  if (x.dtype === 'string') {
    const encoded = util.encodeString('');
    return { dataId: backend.write(new Array(sizeOf(x.shape)).fill(encoded), x.shape, 'string'), shape: x.shape, dtype: x.dtype };
  }
  if (x.dtype === 'complex64') {
    // Real and imaginary parts in turn.
    const parts = new Float32Array(2 * sizeOf(x.shape)).map((_, part) => (part % 2 === 0 ? value : 0));
    return { dataId: backend.write(parts, x.shape, x.dtype), shape: x.shape, dtype: x.dtype };
  }
  return backend.tensor(filled(x.shape, value, elementTypeOf(x.dtype)));
}

export function leaf(values: HostArray, shape: readonly number[], type: ElementType = Type.float): GraphValue {
  const value = new GraphValue(shape, type);
  value.host = values;
  return value;
}

/** Zeros and ones are part of the graph, which then simplifies; other numbers may change between steps and are fed. */
function filled(shape: readonly number[], value: number, type: ElementType): GraphValue {
  if (sizeOf(shape) <= HOST_FILL_LIMIT) return leaf(array(type, sizeOf(shape)).fill(value), shape, type);
  if (value === 0 || value === 1) return expand(scalar(value, type), shape);
  return expand(leaf(array(type, 1).fill(value), [], type), shape);
}

function array(type: ElementType, size: number): HostArray {
  if (type === Type.float) return new Float32Array(size);
  return type === Type.int32 ? new Int32Array(size) : new Uint8Array(size);
}

/** start, start + step, ...: counted inside the graph, so that a trace can make its length a symbol. */
export function range(start: number, step: number, size: number, type: ElementType): GraphValue {
  const limit = emit('Squeeze', [int64s([size])], [], Type.int64);
  const counted = cast(emit('Range', [int64(0), limit, int64(1)], [size], Type.int64), type);
  const scaled = step === 1 ? counted : combine('Mul', counted, scalar(step, type));
  const values = start === 0 ? scaled : combine('Add', scaled, scalar(start, type));
  if (size <= HOST_FILL_LIMIT) values.host = array(type, size).map((_, index) => start + index * step);
  return values;
}
