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
  hostKernel<{ numSamples: number; seed: number; normalized: boolean }>('Multinomial', ({ logits }, attrs, backend) => {
    const values = backend.readSync(logits!.dataId);
    const shape = [logits!.shape[0]!, attrs.numSamples];
    return { dataId: backend.write(multinomial(values as Float32Array, logits!.shape, attrs), shape, 'int32'), shape, dtype: 'int32' };
  });
}

function like(backend: OrtBackend, x: { shape: number[]; dtype: DataType }, value: 0 | 1) {
  if (x.dtype === 'string') {
    const encoded = util.encodeString('');
    return { dataId: backend.write(new Array(sizeOf(x.shape)).fill(encoded), x.shape, 'string'), shape: x.shape, dtype: x.dtype };
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

function multinomial(logits: Float32Array, shape: number[], attrs: { numSamples: number; seed: number; normalized: boolean }): Int32Array {
  const [batch, classes] = shape as [number, number];
  const random = mulberry32(attrs.seed);
  const samples = new Int32Array(batch * attrs.numSamples);
  for (let row = 0; row < batch; row++) {
    const weights = logits.subarray(row * classes, (row + 1) * classes);
    const peak = weights.reduce((most, x) => Math.max(most, x), -Infinity);
    const mass = Array.from(weights, (x) => (attrs.normalized ? x : Math.exp(x - peak)));
    const total = mass.reduce((sum, x) => sum + x, 0);
    for (let sample = 0; sample < attrs.numSamples; sample++) {
      let left = random() * total;
      let choice = 0;
      while (choice < classes - 1 && left >= mass[choice]!) left -= mass[choice++]!;
      samples[row * attrs.numSamples + sample] = choice;
    }
  }
  return samples;
}

/** A small seeded generator (Tommy Ettinger's mulberry32, public domain). */
function mulberry32(seed: number): () => number {
  let state = seed | 0 || 0x9e3779b9;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
