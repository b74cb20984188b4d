import { backend_util, util } from '@tensorflow/tfjs-core';
import { apply } from '../graph/arithmetic';
import { cast, emit, expand, int64s, scalar } from '../graph/emit';
import { type ElementType, type GraphValue, sizeOf, ElementType as Type } from '../graph/value';
import { kernel } from './register';
import { concat, reverse, slice } from './shape';
import { isNan } from './unary';

interface ReduceAttributes {
  axis?: number | number[];
  /** What `Max` calls its axes. */
  reductionIndices?: number | number[];
  keepDims?: boolean;
}

/** Reduces over axes with an ONNX operator that takes the axes as its second input. */
export function reduce(op: string, x: GraphValue, axes: readonly number[], keepDims: boolean): GraphValue {
  if (axes.length === 0) return x;
  const [outShape, reducedShape] = backend_util.computeOutAndReduceShapes(x.shape as number[], axes as number[]);
  const shape = keepDims ? backend_util.expandShapeToKeepDim(outShape, axes as number[]) : outShape;
  if (sizeOf(reducedShape) === 0) return emptyReduction(op, shape, x.type);
  return emit(op, [x, int64s(axes)], shape, x.type, { keepdims: { int: keepDims ? 1 : 0 } });
}

/** What a reduction over nothing gives in TensorFlow.js. */
const NEUTRAL: Record<string, number> = { ReduceSum: 0, ReduceProd: 1, ReduceMax: -Infinity, ReduceMin: Infinity, ReduceMean: Number.NaN };

function emptyReduction(op: string, shape: readonly number[], type: ElementType): GraphValue {
  return emit('Expand', [scalar(NEUTRAL[op]!, type), int64s(shape)], shape, type);
}

function axesOf(attrs: ReduceAttributes, x: GraphValue): number[] {
  const axis = attrs.reductionIndices ?? attrs.axis;
  return util.parseAxisParam(axis as number[], x.shape as number[]).sort((a, b) => a - b);
}

const integer = (x: GraphValue) => (x.type === Type.bool ? cast(x, Type.int32) : x);

export function registerReduceKernels(): void {
  const register = (name: string, op: string, prepare: (x: GraphValue) => GraphValue, formula = reduce) =>
    kernel<ReduceAttributes>(name, ({ inputs, attrs }) => {
      const x = prepare(inputs.x!);
      return formula(op, x, axesOf(attrs, x), attrs.keepDims ?? false);
    });
  register('Sum', 'ReduceSum', integer);
  register('Prod', 'ReduceProd', integer);
  register('Max', 'ReduceMax', integer, extreme);
  register('Min', 'ReduceMin', integer, extreme);
  register('Mean', 'ReduceMean', (x) => cast(x, Type.float));
  const registerLogical = (name: string, op: string) =>
    kernel<ReduceAttributes>(name, ({ inputs, attrs }) => {
      const x = cast(cast(inputs.x!, Type.bool), Type.int32);
      return cast(reduce(op, x, axesOf(attrs, x), attrs.keepDims ?? false), Type.bool);
    });
  registerLogical('All', 'ReduceMin');
  registerLogical('Any', 'ReduceMax');
  kernel<{ axis: number }>('ArgMax', ({ inputs, attrs }) => argument('ArgMax', integer(inputs.x!), attrs.axis));
  kernel<{ axis: number }>('ArgMin', ({ inputs, attrs }) => argument('ArgMin', integer(inputs.x!), attrs.axis));
  kernel<{ dim: number }>('Softmax', ({ inputs, attrs }) => alongAxis('Softmax', cast(inputs.logits!, Type.float), attrs.dim));
  kernel<{ axis: number }>('LogSoftmax', ({ inputs, attrs }) => alongAxis('LogSoftmax', cast(inputs.logits!, Type.float), attrs.axis));
  kernel<{ axis: number; exclusive: boolean; reverse: boolean }>('Cumsum', ({ inputs, attrs }) => {
    const x = integer(inputs.x!);
    const axis = scalar(util.parseAxisParam(attrs.axis, x.shape as number[])[0]!, Type.int32);
    const attributes = { exclusive: { int: attrs.exclusive ? 1 : 0 }, reverse: { int: attrs.reverse ? 1 : 0 } };
    if (x.shape.length === 0) return attrs.exclusive ? apply('Sub', x, x) : x;
    return emit('CumSum', [x, axis], x.shape, x.type, attributes);
  });
  kernel<{ axis: number; exclusive: boolean; reverse: boolean }>('Cumprod', ({ inputs, attrs }) => {
    const x = integer(inputs.x!);
    if (x.shape.length === 0) return attrs.exclusive ? expand(scalar(1, x.type), []) : x;
    const axis = util.parseAxisParam(attrs.axis, x.shape as number[])[0]!;
    if (!attrs.reverse) return cumulativeProduct(x, axis, attrs.exclusive);
    return reverse(cumulativeProduct(reverse(x, axis), axis, attrs.exclusive), axis);
  });
}

/** A scan in log2(length) steps: each multiplies by the product of as many elements before, ones beyond the start. */
function cumulativeProduct(x: GraphValue, axis: number, exclusive: boolean): GraphValue {
  const length = x.shape[axis]!;
  let product = exclusive ? shift(x, axis, 1) : x;
  for (let distance = 1; distance < length; distance *= 2) product = apply('Mul', product, shift(product, axis, distance));
  return product;
}

/** Moves along an axis by a distance; ones come in from the start. */
function shift(x: GraphValue, axis: number, distance: number): GraphValue {
  const begin = x.shape.map(() => 0);
  const kept = slice(
    x,
    begin,
    x.shape.map((dim, index) => (index === axis ? dim - distance : dim)),
  );
  const ones = expand(
    scalar(1, x.type),
    x.shape.map((dim, index) => (index === axis ? distance : dim)),
  );
  return concat([ones, kept], axis);
}

function argument(op: string, x: GraphValue, axis: number): GraphValue {
  const [parsed] = util.parseAxisParam(axis, x.shape as number[]);
  const shape = x.shape.filter((_, index) => index !== parsed);
  const attributes = { axis: { int: parsed! }, keepdims: { int: 0 } };
  return cast(emit(op, [replaceNan(x, op === 'ArgMax' ? -Infinity : Infinity)], shape, Type.int64, attributes), Type.int32);
}

/** For places where NaN is never the largest or smallest in TensorFlow.js. */
export function replaceNan(x: GraphValue, instead: number): GraphValue {
  if (x.type !== Type.float) return x;
  return emit('Where', [isNan(x), scalar(instead, x.type), x], x.shape, x.type);
}

/** The largest or smallest element, or NaN if any is NaN (ONNX Runtime passes over NaN). */
function extreme(op: string, x: GraphValue, axes: readonly number[], keepDims: boolean): GraphValue {
  const found = reduce(op, x, axes, keepDims);
  if (x.type !== Type.float || axes.length === 0) return found;
  const anyNan = cast(reduce('ReduceMax', cast(isNan(x), Type.uint8), axes, keepDims), Type.bool);
  return emit('Where', [anyNan, scalar(Number.NaN, Type.float), found], found.shape, Type.float);
}

function alongAxis(op: string, x: GraphValue, axis: number): GraphValue {
  return emit(op, [x], x.shape, x.type, { axis: { int: util.parseAxisParam(axis, x.shape as number[])[0]! } });
}
