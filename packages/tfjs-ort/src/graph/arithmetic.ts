import { backend_util } from '@tensorflow/tfjs-core';
import { emit, expand, scalar, unexpanded } from './emit';
import type { ElementType, GraphConstant, GraphValue } from './value';

/** Applies an ONNX operator that keeps shape and type; `parameters` are scalars. */
export function apply(op: string, x: GraphValue, ...parameters: (GraphValue | GraphConstant)[]): GraphValue {
  const source = unexpanded(x);
  if (source !== x && parameters.every((parameter) => parameter.shape.length === 0)) {
    return expand(emit(op, [source, ...parameters], source.shape, x.type), x.shape);
  }
  return emit(op, [x, ...parameters], x.shape, x.type);
}

/** Applies an ONNX operator that broadcasts to two values of one type. */
export function combine(op: string, a: GraphValue, b: GraphValue | GraphConstant, type: ElementType = a.type): GraphValue {
  const shape = broadcast(a.shape, b.shape);
  const left = unexpanded(a);
  const right = unexpanded(b);
  if (left === a && right === b) return emit(op, [a, b], shape, type);
  const inner = broadcast(left.shape, right.shape);
  const result = emit(op, [left, right], inner, type);
  return inner.length === shape.length && inner.every((dim, axis) => dim === shape[axis]) ? result : expand(result, shape);
}

/** 1 - x. */
export function complement(x: GraphValue): GraphValue {
  return emit('Sub', [scalar(1, x.type), x], x.shape, x.type);
}

export function broadcast(a: readonly number[], b: readonly number[]): readonly number[] {
  if (b.length === 0) return a;
  if (a.length === 0) return b;
  return backend_util.assertAndGetBroadcastShape(a as number[], b as number[]);
}
