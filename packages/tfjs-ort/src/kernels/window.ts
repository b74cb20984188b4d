import type { backend_util } from '@tensorflow/tfjs-core';
import { emit, expand, int64s, scalar } from '../graph/emit';
import { type Attributes, type GraphValue, sizeOf } from '../graph/value';
import { slice, transpose } from './shape';

type Conv2DInfo = backend_util.Conv2DInfo;
type Conv3DInfo = backend_util.Conv3DInfo;

/** How a filter moves over the spatial axes of its input, one number for each axis. */
export interface Window {
  readonly input: readonly number[];
  readonly output: readonly number[];
  readonly filter: readonly number[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  /** Cells that the first position reaches over the start; negative where the first cells are never read. */
  readonly before: readonly number[];
  /** Cells that the last position reaches over the end; negative where the last cells are never read. */
  readonly after: readonly number[];
}

export function windowOf(info: Conv2DInfo | Conv3DInfo): Window {
  const { padInfo } = info;
  const plane = {
    input: [info.inHeight, info.inWidth],
    output: [info.outHeight, info.outWidth],
    filter: [info.filterHeight, info.filterWidth],
    strides: [info.strideHeight, info.strideWidth],
    dilations: [info.dilationHeight, info.dilationWidth],
    before: [padInfo.top, padInfo.left],
  };
  if (!('inDepth' in info)) return withEnd(plane);
  return withEnd({
    input: [info.inDepth, ...plane.input],
    output: [info.outDepth, ...plane.output],
    filter: [info.filterDepth, ...plane.filter],
    strides: [info.strideDepth, ...plane.strides],
    dilations: [info.dilationDepth, ...plane.dilations],
    before: [info.padInfo.front, ...plane.before],
  });
}

/** TensorFlow's padding is whatever the last position needs, so it follows from the sizes; ONNX then finds exactly the wanted output size. */
function withEnd(window: Omit<Window, 'after'>): Window {
  const { input, output, filter, strides, dilations, before } = window;
  const after = input.map(
    (size, axis) => (output[axis]! - 1) * strides[axis]! + (filter[axis]! - 1) * dilations[axis]! + 1 - size - before[axis]!,
  );
  return { ...window, after };
}

/** The cells of x [batch, channels, ...] that the window reads; there may be none, where it only meets padding. */
export function crop(x: GraphValue, window: Window): GraphValue {
  return slice(x, [0, 0, ...skipped(window.before)], [...x.shape.slice(0, 2), ...cropped(window)]);
}

/** The sizes of what {@link crop} leaves. */
export function cropped({ input, before, after }: Window): number[] {
  return input.map((size, axis) => Math.max(0, size + Math.min(0, before[axis]!) + Math.min(0, after[axis]!)));
}

/** From the first to the last cell that the window covers, padding included. */
export function extent({ input, before, after }: Window): number[] {
  return input.map((size, axis) => size + before[axis]! + after[axis]!);
}

/** The reverse of {@link crop}: zeros for cells that were never read. */
export function uncrop(x: GraphValue, { input, before, after }: Window): GraphValue {
  return pad(x, [0, 0, ...skipped(before)], [0, 0, ...skipped(after)], 0, [...x.shape.slice(0, 2), ...input]);
}

/** Cells of padding around what {@link crop} leaves, as ONNX counts them: first those before, then those after. */
export function paddingOf({ before, after }: Window): number[] {
  return [...before, ...after].map((cells) => Math.max(0, cells));
}

export const skipped = (sides: readonly number[]) => sides.map((cells) => Math.max(0, -cells));

/** Surrounds x with a number, up to the given shape. */
export function pad(
  x: GraphValue,
  before: readonly number[],
  after: readonly number[],
  value: number,
  shape: readonly number[],
): GraphValue {
  if ([...before, ...after].every((cells) => cells === 0)) return x;
  if (sizeOf(x.shape) === 0) return expand(scalar(value, x.type), shape);
  return emit('Pad', [x, int64s([...before, ...after]), scalar(value, x.type)], shape, x.type);
}

export function windowAttributes({ filter, strides, dilations }: Window, pads: readonly number[]): Attributes {
  return { kernel_shape: { ints: filter }, strides: { ints: strides }, dilations: { ints: dilations }, pads: { ints: pads } };
}

/** [batch, ..., channels] to [batch, channels, ...], the order of ONNX. */
export function channelsFirst(x: GraphValue, channelsLastNow = true): GraphValue {
  const last = x.shape.length - 1;
  return channelsLastNow ? transpose(x, [0, last, ...middle(last)]) : x;
}

/** [batch, channels, ...] to [batch, ..., channels], the order of TensorFlow. */
export function channelsLast(x: GraphValue, wanted = true): GraphValue {
  const last = x.shape.length - 1;
  return wanted ? transpose(x, [0, ...middle(last).map((axis) => axis + 1), 1]) : x;
}

const middle = (last: number) => Array.from({ length: last - 1 }, (_, axis) => axis + 1);
