import { backend_util, type DataType, slice_util, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { cast, emit, emitMany, expand, int64s, reshape, scalar } from '../graph/emit';
import { elementTypeOf, type GraphValue, sizeOf } from '../graph/value';
import { hostKernel, kernel } from './register';
import { runOnHost } from './run-on-host';

/** Beyond any size: where a slice against the direction of its axis ends. */
const BEFORE_START = -(2 ** 31);

/** The part of x that starts at `begin` and has the shape `size`. */
export function slice(x: GraphValue, begin: readonly number[], size: readonly number[]): GraphValue {
  const axes: number[] = [];
  for (let axis = 0; axis < size.length; axis++) if (begin[axis] !== 0 || size[axis] !== x.shape[axis]) axes.push(axis);
  if (axes.length === 0) return x;
  const starts = int64s(axes.map((axis) => begin[axis]!));
  const ends = int64s(axes.map((axis) => begin[axis]! + size[axis]!));
  return emit('Slice', [x, starts, ends, int64s(axes)], size, x.type);
}

export function transpose(x: GraphValue, perm: readonly number[]): GraphValue {
  if (perm.every((source, axis) => source === axis)) return x;
  const shape = perm.map((source) => x.shape[source]!);
  return emit('Transpose', [x], shape, x.type, { perm: { ints: perm } });
}

/** Joins along an axis; empty parts are left out. */
export function concat(parts: readonly GraphValue[], axis: number): GraphValue {
  const filled = parts.filter((part) => sizeOf(part.shape) > 0);
  if (filled.length <= 1) return filled[0] ?? parts[0]!;
  const shape = filled[0]!.shape.slice();
  shape[axis] = filled.reduce((sum, part) => sum + part.shape[axis]!, 0);
  return emit('Concat', filled, shape, filled[0]!.type, { axis: { int: axis } });
}

/** The broadcast of x to `shape`; x itself where nothing grows. */
export function broadcastTo(x: GraphValue, shape: readonly number[]): GraphValue {
  if (x.shape.length === shape.length && shape.every((dim, axis) => dim === x.shape[axis])) return x;
  return expand(x, shape);
}

export function registerShapeKernels(): void {
  // The same data under another tensor.
  hostKernel('Identity', ({ x }, _, backend) => {
    backend.incRef(x!.dataId);
    return { dataId: x!.dataId, shape: x!.shape, dtype: x!.dtype } satisfies TensorInfo;
  });
  hostKernel<{ dtype: DataType }>('Cast', ({ x }, { dtype }, backend) => {
    if (x!.dtype === dtype) {
      backend.incRef(x!.dataId);
      return { dataId: x!.dataId, shape: x!.shape, dtype };
    }
    if (x!.dtype === 'complex64' || dtype === 'complex64') return runOnHost('Cast', { x: x! }, { dtype }, backend);
    return backend.tensor(cast(backend.value(x!), elementTypeOf(dtype)));
  });
  hostKernel<{ shape: number[] }>('Reshape', ({ x }, { shape }, backend) => {
    const inferred = util.inferFromImplicitShape(shape, util.sizeFromShape(x!.shape));
    util.assert(
      util.sizeFromShape(inferred) === util.sizeFromShape(x!.shape),
      () => `Reshape: the new shape [${inferred}] does not hold as many elements as the old shape [${x!.shape}].`,
    );
    backend.incRef(x!.dataId);
    return { dataId: x!.dataId, shape: inferred, dtype: x!.dtype };
  });
  hostKernel<{ dim: number }>('ExpandDims', ({ input }, { dim }, backend) => {
    const shape = input!.shape.slice();
    const rank = shape.length;
    util.assert(-(rank + 1) <= dim && dim <= rank, () => `ExpandDims: the axis ${dim} is not in [${-(rank + 1)}, ${rank}].`);
    shape.splice(dim < 0 ? rank + dim + 1 : dim, 0, 1);
    backend.incRef(input!.dataId);
    return { dataId: input!.dataId, shape, dtype: input!.dtype };
  });
  kernel<{ perm: number[] }>('Transpose', ({ inputs, attrs }) => transpose(inputs.x!, attrs.perm));
  kernel<{ begin: number | number[]; size: number | number[] }>('Slice', ({ inputs, attrs }) => {
    const x = inputs.x!;
    const shaped = { shape: x.shape } as Parameters<typeof slice_util.parseSliceParams>[0];
    const [begin, size] = slice_util.parseSliceParams(shaped, attrs.begin, attrs.size);
    slice_util.assertParamsValid(shaped, begin!, size!);
    return slice(x, begin!, size!);
  });
  kernel<{ axis: number }>('Concat', ({ inputs, attrs }) => {
    const parts = Object.values(inputs);
    const axis = util.parseAxisParam(attrs.axis, parts[0]!.shape as number[])[0]!;
    backend_util.assertParamsConsistent(
      parts.map((part) => part.shape as number[]),
      axis,
    );
    const shape = backend_util.computeOutShape(
      parts.map((part) => part.shape as number[]),
      axis,
    );
    return sizeOf(shape) === 0 ? expand(scalar(0, parts[0]!.type), shape) : concat(parts, axis);
  });
  kernel<{ axis: number }>('Pack', ({ inputs, attrs }) => {
    const parts = Object.values(inputs);
    for (const { shape, type } of parts) {
      util.assertShapesMatch(parts[0]!.shape as number[], shape as number[], 'Pack: all tensors must have the same shape. ');
      util.assert(type === parts[0]!.type, () => 'Pack: all tensors must have the same type.');
    }
    const axis = attrs.axis < 0 ? attrs.axis + parts[0]!.shape.length + 1 : attrs.axis;
    const shape = parts[0]!.shape.slice();
    shape.splice(axis, 0, 1);
    return concat(
      parts.map((part) => reshape(part, shape)),
      axis,
    );
  });
  kernel<{ axis: number }>('Unpack', ({ inputs, attrs }) => {
    const x = inputs.value!;
    const axis = util.parseAxisParam(attrs.axis, x.shape as number[])[0]!;
    const shape = x.shape.filter((_, index) => index !== axis);
    return split(x, new Array(x.shape[axis]!).fill(1), axis).map((part) => reshape(part, shape));
  });
  kernel<{ numOrSizeSplits: number | number[]; axis: number }>('SplitV', ({ inputs, attrs }) => {
    const x = inputs.x!;
    const axis = util.parseAxisParam(attrs.axis, x.shape as number[])[0]!;
    const sizes = backend_util.prepareSplitSize(
      { shape: x.shape } as Parameters<typeof backend_util.prepareSplitSize>[0],
      attrs.numOrSizeSplits,
      axis,
    );
    return split(x, sizes, axis);
  });
  kernel<{ paddings: [number, number][]; constantValue: number }>('PadV2', ({ inputs, attrs }) => {
    const x = inputs.x!;
    if (attrs.paddings.every(([before, after]) => before === 0 && after === 0)) return x;
    const shape = x.shape.map((dim, axis) => dim + attrs.paddings[axis]![0] + attrs.paddings[axis]![1]);
    if (sizeOf(x.shape) === 0) return expand(scalar(attrs.constantValue, x.type), shape);
    const pads = int64s([...attrs.paddings.map(([before]) => before), ...attrs.paddings.map(([, after]) => after)]);
    return emit('Pad', [x, pads, scalar(attrs.constantValue, x.type)], shape, x.type);
  });
  kernel<{ reps: number[] }>('Tile', ({ inputs, attrs }) => {
    const x = inputs.x!;
    const shape = x.shape.map((dim, axis) => dim * attrs.reps[axis]!);
    // Where only axes of size 1 grow, it is a broadcast.
    if (x.shape.every((dim, axis) => dim === 1 || attrs.reps[axis] === 1)) return broadcastTo(x, shape);
    return emit('Tile', [x, int64s(attrs.reps)], shape, x.type);
  });
  kernel<{ shape: number[] }>('BroadcastTo', ({ inputs, attrs }) => broadcastTo(inputs.x!, attrs.shape));
  kernel<{ dims: number | number[] }>('Reverse', ({ inputs, attrs }) => reverse(inputs.x!, attrs.dims));
  kernel<StridedSliceAttributes>('StridedSlice', ({ inputs, attrs }) => stridedSlice(inputs.x!, attrs));
}

function split(x: GraphValue, sizes: readonly number[], axis: number): GraphValue[] {
  if (sizes.length === 1) return [x];
  const outputs = sizes.map((size) => ({ shape: x.shape.map((dim, index) => (index === axis ? size : dim)), type: x.type }));
  return emitMany('Split', [x, int64s(sizes)], outputs, { axis: { int: axis } });
}

export function reverse(x: GraphValue, dims: number | number[]): GraphValue {
  const axes = util.parseAxisParam(dims, x.shape as number[]);
  if (x.shape.length === 0 || axes.length === 0) return x;
  const all = (value: number) => int64s(axes.map(() => value));
  return emit('Slice', [x, all(-1), all(BEFORE_START), int64s(axes), all(-1)], x.shape, x.type);
}

interface StridedSliceAttributes {
  begin: number[];
  end: number[];
  strides: number[];
  beginMask: number;
  endMask: number;
  ellipsisMask: number;
  newAxisMask: number;
  shrinkAxisMask: number;
}

function stridedSlice(x: GraphValue, attrs: StridedSliceAttributes): GraphValue {
  const { finalShape, begin, end, strides } = slice_util.sliceInfo(
    x.shape as number[],
    attrs.begin,
    attrs.end,
    attrs.strides,
    attrs.beginMask,
    attrs.endMask,
    attrs.ellipsisMask,
    attrs.newAxisMask,
    attrs.shrinkAxisMask,
  );
  if (sizeOf(finalShape) === 0) return expand(scalar(0, x.type), finalShape);
  const shape = slice_util.computeOutShape(begin, end, strides);
  const ends = end.map((position, axis) => (position < 0 && strides[axis]! < 0 ? BEFORE_START : position));
  const axes = int64s(shape.map((_, axis) => axis));
  const part = emit('Slice', [x, int64s(begin), int64s(ends), axes, int64s(strides)], shape, x.type);
  return reshape(part, finalShape);
}
