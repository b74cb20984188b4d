import { backend_util, type DataType, util } from '@tensorflow/tfjs-core';
import { combine } from '../graph/arithmetic';
import { cast, emit, emitMany, expand, int64s, reshape, scalar } from '../graph/emit';
import { dtypeOf, elementTypeOf, type GraphValue, sizeOf, ElementType as Type } from '../graph/value';
import { range } from './create';
import { matMul } from './matmul';
import { reduce } from './reduce';
import { kernel } from './register';
import { transpose } from './shape';

/**
 * Up to this many segments, a sum by segment is a one-hot matrix times the rows; beyond, rows are added one after another. Measured on two cores with
 * 4096 rows of 256: 28 ms for a product with 2048 segments, 8 ms for adding.
 */
const ONE_HOT_SEGMENTS = 256;

export function registerGatherKernels(): void {
  kernel<{ axis: number; batchDims?: number }>('GatherV2', ({ inputs, attrs }) => {
    const { x, indices } = inputs;
    const axis = util.parseAxisParam(attrs.axis, x!.shape as number[])[0]!;
    return gather(x!, cast(indices!, Type.int32), axis, attrs.batchDims ?? 0);
  });
  kernel<{ depth: number; onValue: number; offValue: number; dtype: DataType }>('OneHot', ({ inputs, attrs }) =>
    oneHot(cast(inputs.indices!, Type.int32), attrs.depth, attrs.onValue, attrs.offValue, elementTypeOf(attrs.dtype)),
  );
  kernel<{ numSegments: number }>('UnsortedSegmentSum', ({ inputs, attrs }) =>
    segmentSum(inputs.x!, cast(inputs.segmentIds!, Type.int32), attrs.numSegments),
  );
  kernel('Select', ({ inputs }) => select(inputs.condition!, inputs.t!, inputs.e!));
  kernel('GatherNd', ({ inputs }) => {
    const { params, indices } = inputs;
    type Tensors = Parameters<typeof backend_util.prepareAndValidate>;
    backend_util.prepareAndValidate(described(params!) as Tensors[0], described(indices!) as Tensors[1]);
    const depth = indices!.shape[indices!.shape.length - 1]!;
    const shape = [...indices!.shape.slice(0, -1), ...params!.shape.slice(depth)];
    return emit('GatherND', [params!, cast(indices!, Type.int64)], shape, params!.type);
  });
  kernel<{ shape: number[] }>('ScatterNd', ({ inputs, attrs }) => {
    const updates = inputs.updates!;
    const empty = expand(scalar(0, updates.type), attrs.shape);
    return scatterAdd(empty, inputs.indices!, updates);
  });
  kernel('TensorScatterUpdate', ({ inputs }) => {
    const { tensor, indices, updates } = inputs;
    const shape = [...indices!.shape.slice(0, -1), ...tensor!.shape.slice(indices!.shape[indices!.shape.length - 1]!)];
    return emit('ScatterND', [tensor!, cast(indices!, Type.int64), reshape(updates!, shape)], tensor!.shape, tensor!.type);
  });
  kernel<{ outputShape: number[] }>('SparseToDense', ({ inputs, attrs }) => {
    const { sparseIndices, sparseValues, defaultValue } = inputs;
    const { type } = sparseValues!;
    const rank = attrs.outputShape.length;
    const count = sizeOf(sparseIndices!.shape) / rank;
    const base = expand(cast(defaultValue!, type), attrs.outputShape);
    const values = sparseValues!.shape.length === 0 ? expand(sparseValues!, [count]) : sparseValues!;
    return emit('ScatterND', [base, reshape(cast(sparseIndices!, Type.int64), [count, rank]), values], base.shape, type);
  });
  kernel('Diag', ({ inputs }) => {
    const x = inputs.x!;
    const size = sizeOf(x.shape);
    const numbers = range(0, 1, size, Type.int32);
    const onDiagonal = combine('Equal', reshape(numbers, [size, 1]), numbers, Type.bool);
    const rows = expand(reshape(x, [size]), [size, size]);
    return reshape(select(onDiagonal, rows, expand(scalar(0, x.type), [size, size])), [...x.shape, ...x.shape]);
  });
  kernel<{ k: number; sorted: boolean }>('TopK', ({ inputs, attrs }) => {
    const x = inputs.x!;
    const shape = [...x.shape.slice(0, -1), attrs.k];
    const outputs = [
      { shape, type: x.type },
      { shape, type: Type.int64 },
    ];
    const [values, indices] = emitMany('TopK', [x, int64s([attrs.k])], outputs, { sorted: { int: 1 } });
    return [values!, cast(indices!, Type.int32)];
  });
}

/** What checks of shapes in tfjs-core read of a tensor. */
const described = ({ shape, type }: GraphValue) => ({ shape, dtype: dtypeOf(type) }) as unknown;

function gather(x: GraphValue, indices: GraphValue, axis: number, batchDims: number): GraphValue {
  if (batchDims === 0) {
    const shape = [...x.shape.slice(0, axis), ...indices.shape, ...x.shape.slice(axis + 1)];
    return emit('Gather', [x, indices], shape, x.type, { axis: { int: axis } });
  }
  // Rows of all batches in one table: [batch * dim, outer, slice], each index moved to its batch.
  const info = backend_util.segment_util.collectGatherOpShapeInfo(
    { shape: x.shape } as Parameters<typeof backend_util.segment_util.collectGatherOpShapeInfo>[0],
    { shape: indices.shape } as Parameters<typeof backend_util.segment_util.collectGatherOpShapeInfo>[1],
    axis,
    batchDims,
  );
  const { batchSize, outerSize, dimSize, sliceSize, outputShape } = info;
  const perBatch = sizeOf(indices.shape) / batchSize;
  const table = reshape(transpose(reshape(x, [batchSize, outerSize, dimSize, sliceSize]), [0, 2, 1, 3]), [
    batchSize * dimSize,
    outerSize,
    sliceSize,
  ]);
  const offsets = reshape(range(0, dimSize, batchSize, Type.int32), [batchSize, 1]);
  const rows = combine('Add', reshape(indices, [batchSize, perBatch]), offsets);
  const picked = emit('Gather', [table, rows], [batchSize, perBatch, outerSize, sliceSize], x.type, { axis: { int: 0 } });
  return reshape(transpose(picked, [0, 2, 1, 3]), outputShape);
}

/** Compares with 0, 1, ...: unlike ONNX's OneHot, an index outside of [0, depth) is off everywhere, as in TensorFlow. */
export function oneHot(indices: GraphValue, depth: number, onValue: number, offValue: number, type: GraphValue['type']): GraphValue {
  const matches = combine('Equal', reshape(indices, [...indices.shape, 1]), range(0, 1, depth, Type.int32), Type.bool);
  if (onValue === 1 && offValue === 0) return cast(matches, type);
  const between = type === Type.bool ? Type.int32 : type;
  return cast(emit('Where', [matches, scalar(onValue, between), scalar(offValue, between)], matches.shape, between), type);
}

export function segmentSum(x: GraphValue, ids: GraphValue, segments: number): GraphValue {
  const rows = sizeOf(ids.shape);
  const inner = x.shape.slice(ids.shape.length);
  const shape = [segments, ...inner];
  if (rows === 0) return expand(scalar(0, x.type), shape);
  const flat = reshape(x, [rows, sizeOf(inner)]);
  const flatIds = reshape(ids, [rows]);
  if (x.type === Type.float && segments <= ONE_HOT_SEGMENTS) {
    return reshape(matMul(oneHot(flatIds, segments, 1, 0, Type.float), flat, true, false), shape);
  }
  // Rows of ids outside of [0, segments) go to one more segment, which is cut off.
  const inside = combine(
    'And',
    emit('GreaterOrEqual', [flatIds, scalar(0, Type.int32)], [rows], Type.bool),
    emit('Less', [flatIds, scalar(segments, Type.int32)], [rows], Type.bool),
    Type.bool,
  );
  const targets = emit('Where', [inside, flatIds, scalar(segments, Type.int32)], [rows], Type.int32);
  const empty = expand(scalar(0, x.type), [segments + 1, sizeOf(inner)]);
  const sums = scatterAdd(empty, reshape(targets, [rows, 1]), flat);
  const kept = emit('Slice', [sums, int64s([0]), int64s([segments]), int64s([0])], [segments, sizeOf(inner)], x.type);
  return reshape(kept, shape);
}

/**
 * Adds rows to a target at coordinates [..., depth]. By ScatterElements, which adds in order: ONNX Runtime's ScatterND adds on several threads at once
 * and loses updates where coordinates occur twice.
 */
function scatterAdd(target: GraphValue, indices: GraphValue, updates: GraphValue): GraphValue {
  const depth = indices.shape.length > 1 ? indices.shape[indices.shape.length - 1]! : 1;
  const rows = sizeOf(indices.shape) / depth;
  const inner = sizeOf(target.shape.slice(depth));
  const outer = target.shape.slice(0, depth);
  let positions = reshape(cast(indices, Type.int64), [rows, depth]);
  if (depth > 1) {
    const strides = outer.map((_, axis) => sizeOf(outer.slice(axis + 1)));
    positions = reduce('ReduceSum', combine('Mul', positions, int64s(strides)), [1], true);
  }
  const table = reshape(target, [sizeOf(outer), inner]);
  const inputs = [table, expand(positions, [rows, inner]), reshape(updates, [rows, inner])];
  const sums = emit('ScatterElements', inputs, table.shape, target.type, { axis: { int: 0 }, reduction: { string: 'add' } });
  return reshape(sums, target.shape);
}

function select(condition: GraphValue, t: GraphValue, e: GraphValue): GraphValue {
  const shape = t.shape;
  let test = cast(condition, Type.bool);
  // A vector picks whole rows.
  if (test.shape.length === 1 && shape.length > 1) test = reshape(test, [test.shape[0]!, ...shape.slice(1).map(() => 1)]);
  // ONNX Runtime's Where has no booleans.
  if (t.type === Type.bool) {
    const chosen = emit('Where', [test, cast(t, Type.uint8), cast(e, Type.uint8)], shape, Type.uint8);
    return cast(chosen, Type.bool);
  }
  return emit('Where', [test, t, e], shape, t.type);
}
