import { backend_util, util } from '@tensorflow/tfjs-core';
import { apply, combine } from '../graph/arithmetic';
import { cast, emit, emitMany, expand, reshape, scalar } from '../graph/emit';
import { type ElementType, type GraphValue, sizeOf, ElementType as Type } from '../graph/value';
import { leaf } from './create';
import { replaceNan } from './reduce';
import { kernel } from './register';
import { slice } from './shape';
import {
  channelsFirst,
  channelsLast,
  crop,
  cropped,
  extent,
  pad,
  paddingOf,
  skipped,
  uncrop,
  type Window,
  windowAttributes,
  windowOf,
} from './window';

interface PoolAttributes<Size> {
  filterSize: number | Size;
  strides: number | Size;
  pad: 'valid' | 'same' | number;
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

type Pool2D = PoolAttributes<[number, number]>;
type Pool3D = PoolAttributes<[number, number, number]> & { dataFormat?: 'NDHWC' | 'NCDHW' };

export function registerPoolKernels(): void {
  kernel<Pool2D>('MaxPool', ({ inputs, attrs }) => pooled(inputs.x!, window2d(inputs.x!, attrs), maxPool));
  kernel<Pool2D>('AvgPool', ({ inputs, attrs }) => pooled(inputs.x!, window2d(inputs.x!, attrs), averagePool));
  kernel<Pool2D>('MaxPoolGrad', ({ inputs, attrs }) =>
    gradient(inputs.dy!, inputs.input!, window2d(inputs.input!, attrs), maxPoolGradient),
  );
  kernel<Pool2D>('AvgPoolGrad', ({ inputs, attrs }) =>
    gradient(inputs.dy!, inputs.input!, window2d(inputs.input!, attrs), averagePoolGradient),
  );
  kernel<Pool3D>('MaxPool3D', ({ inputs, attrs }) => pooled(inputs.x!, window3d(inputs.x!, attrs), maxPool, attrs.dataFormat !== 'NCDHW'));
  kernel<Pool3D>('AvgPool3D', ({ inputs, attrs }) =>
    pooled(inputs.x!, window3d(inputs.x!, attrs), averagePool, attrs.dataFormat !== 'NCDHW'),
  );
  kernel<Pool3D>('MaxPool3DGrad', ({ inputs, attrs }) =>
    gradient(inputs.dy!, inputs.input!, window3d(inputs.input!, attrs), maxPoolGradient),
  );
  kernel<Pool3D>('AvgPool3DGrad', ({ inputs, attrs }) =>
    gradient(inputs.dy!, inputs.input!, window3d(inputs.input!, attrs), averagePoolGradient),
  );
  kernel<Pool2D & { includeBatchInIndex: boolean }>('MaxPoolWithArgmax', ({ inputs, attrs }) => {
    const x = inputs.x!;
    const window = window2d(x, attrs);
    const { values, indices, read } = maxPoolWithIndices(channelsFirst(replaceNan(cast(x, Type.float), -Infinity)), window);
    return [cast(channelsLast(values), x.type), channelsLast(channelsLastIndices(indices, read, x.shape, attrs.includeBatchInIndex))];
  });
}

function window2d(x: GraphValue, { filterSize, strides, pad, dimRoundingMode }: Pool2D): Window {
  const shape = x.shape as [number, number, number, number];
  util.assert(shape.length === 4, () => `A pool takes images of shape [batch, height, width, channels], not [${x.shape}].`);
  return windowOf(backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode));
}

function window3d(x: GraphValue, { filterSize, strides, pad, dimRoundingMode, dataFormat }: Pool3D): Window {
  const shape = x.shape as [number, number, number, number, number];
  return windowOf(backend_util.computePool3DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode, dataFormat));
}

type Formula = (x: GraphValue, window: Window) => GraphValue;

function pooled(x: GraphValue, window: Window, formula: Formula, isChannelsLast = true): GraphValue {
  // As in TensorFlow.js, also where padding and strides would pick other cells.
  if (window.filter.every((size) => size === 1) && util.arraysEqual([...window.input], [...window.output])) return x;
  return cast(channelsLast(formula(channelsFirst(cast(x, Type.float), isChannelsLast), window), isChannelsLast), x.type);
}

function gradient(
  dy: GraphValue,
  x: GraphValue,
  window: Window,
  formula: (dy: GraphValue, x: GraphValue, window: Window) => GraphValue,
): GraphValue {
  if (sizeOf(dy.shape) === 0) return expand(scalar(0, Type.float), x.shape);
  return channelsLast(formula(channelsFirst(cast(dy, Type.float)), channelsFirst(cast(x, Type.float)), window));
}

/** What a pool reads of its input, and how to bring a gradient of that back to the whole input. */
interface Framed {
  readonly x: GraphValue;
  readonly pads: readonly number[];
  /** Where in the input the first cell of `x` lies, for each spatial axis. */
  readonly origin: readonly number[];
  readonly undo: (dx: GraphValue) => GraphValue;
}

/** ONNX Runtime refuses pools with as much padding as the filter is wide; such padding is made before. */
function framePool(x: GraphValue, window: Window, padding: number): Framed {
  const read = crop(x, window);
  const pads = paddingOf(window);
  const rank = window.filter.length;
  const first = skipped(window.before);
  if (pads.every((cells, side) => cells < window.filter[side % rank]!)) {
    return { x: read, pads, origin: first, undo: (dx) => uncrop(dx, window) };
  }
  const before = [0, 0, ...pads.slice(0, rank)];
  const after = [0, 0, ...pads.slice(rank)];
  const shape = [...read.shape.slice(0, 2), ...extent(window)];
  return {
    x: pad(read, before, after, padding, shape),
    pads: pads.map(() => 0),
    origin: first.map((cells, axis) => cells - before[axis + 2]!),
    undo: (dx) => uncrop(slice(dx, before, read.shape), window),
  };
}

function maxPool(x: GraphValue, window: Window): GraphValue {
  const framed = framePool(x, window, Number.NEGATIVE_INFINITY);
  const shape = [...x.shape.slice(0, 2), ...window.output];
  return emit('MaxPool', [framed.x], shape, Type.float, windowAttributes(window, framed.pads));
}

/** The indices are positions in `read.x` as one row. */
function maxPoolWithIndices(x: GraphValue, window: Window): { values: GraphValue; indices: GraphValue; read: Framed } {
  const read = framePool(x, window, Number.NEGATIVE_INFINITY);
  const shape = [...x.shape.slice(0, 2), ...window.output];
  const outputs = [
    { shape, type: Type.float },
    { shape, type: Type.int64 },
  ];
  const [values, indices] = emitMany('MaxPool', [read.x], outputs, windowAttributes(window, read.pads));
  return { values: values!, indices: indices!, read };
}

/** Each dy goes to the cell that was the largest, the first of several. */
function maxPoolGradient(dy: GraphValue, x: GraphValue, window: Window): GraphValue {
  const { indices, read } = maxPoolWithIndices(x, window);
  const count = sizeOf(dy.shape);
  const empty = expand(scalar(0, Type.float), [sizeOf(read.x.shape)]);
  const inputs = [empty, reshape(indices, [count]), reshape(dy, [count])];
  const dx = emit('ScatterElements', inputs, empty.shape, Type.float, { axis: { int: 0 }, reduction: { string: 'add' } });
  return read.undo(reshape(dx, read.x.shape));
}

/** The mean of the cells inside of the input: padding does not count. */
function averagePool(x: GraphValue, window: Window): GraphValue {
  const framed = framePool(x, window, 0);
  const shape = [...x.shape.slice(0, 2), ...window.output];
  const mean = emit('AveragePool', [framed.x], shape, Type.float, windowAttributes(window, framed.pads));
  if (!framed.origin.some((cells) => cells < 0) && sizeOf(framed.x.shape) <= sizeOf(x.shape)) return mean;
  return window.filter.reduce((scaled, size, axis) => combine('Mul', scaled, share(window, axis, size)), mean);
}

/** For each position along an axis: the filter's size over the number of its cells inside of the input. */
function share({ input, output, strides, before }: Window, axis: number, size: number): GraphValue {
  const shares = Float32Array.from({ length: output[axis]! }, (_, position) => {
    const start = position * strides[axis]! - before[axis]!;
    const inside = Math.min(start + size, input[axis]!) - Math.max(start, 0);
    return size / Math.max(1, inside);
  });
  return leaf(
    shares,
    output.map((dim, other) => (other === axis ? dim : 1)),
  );
}

/** As in TensorFlow.js, each dy is shared by all cells of the filter, also by those in the padding. */
function averagePoolGradient(dy: GraphValue, x: GraphValue, window: Window): GraphValue {
  const [batch, channels] = x.shape as [number, number];
  const { filter, output } = window;
  const read = cropped(window);
  if (sizeOf(read) === 0) return expand(scalar(0, Type.float), x.shape);
  const shared = apply('Mul', dy, scalar(1 / sizeOf(filter), Type.float));
  const ones = expand(scalar(1, Type.float), [1, 1, ...filter]);
  // Every channel is an image of its own, so that one filter serves all.
  const images = reshape(shared, [batch * channels, 1, ...output]);
  const dx = emit('ConvTranspose', [images, ones], [batch * channels, 1, ...read], Type.float, windowAttributes(window, paddingOf(window)));
  return uncrop(reshape(dx, [batch, channels, ...read]), window);
}

/** Positions in `read.x` [batch, channels, height, width] as positions in the input [batch, height, width, channels]. */
function channelsLastIndices(indices: GraphValue, read: Framed, inputShape: readonly number[], includeBatch: boolean): GraphValue {
  const [, height, width, channels] = inputShape as [number, number, number, number];
  const [, , readHeight, readWidth] = read.x.shape as [number, number, number, number];
  const number = (value: number) => scalar(value, indices.type as ElementType);
  const divide = (x: GraphValue, by: number) => apply('Div', x, number(by));
  const modulo = (x: GraphValue, by: number) => apply('Mod', x, number(by));
  const move = (x: GraphValue, by: number) => (by === 0 ? x : apply('Add', x, number(by)));
  const plane = readHeight * readWidth;
  const row = move(divide(modulo(indices, plane), readWidth), read.origin[0]!);
  const column = move(modulo(indices, readWidth), read.origin[1]!);
  const channel = modulo(divide(indices, plane), channels);
  const horizontal = apply('Add', apply('Mul', row, number(width)), column);
  const position = apply('Add', apply('Mul', horizontal, number(channels)), channel);
  const batch = divide(indices, plane * channels);
  const whole = includeBatch ? apply('Add', position, apply('Mul', batch, number(height * width * channels))) : position;
  return cast(whole, Type.int32);
}
