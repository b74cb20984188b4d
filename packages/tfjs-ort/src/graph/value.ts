import type { DataType } from '@tensorflow/tfjs-core';
import { OrtBackendError } from '../errors';

/** Element types, numbered as in ONNX's TensorProto.DataType. */
export const ElementType = { float: 1, uint8: 2, int32: 6, int64: 7, bool: 9 } as const;
export type ElementType = (typeof ElementType)[keyof typeof ElementType];

export type HostArray = Float32Array | Int32Array | Uint8Array;

/** An attribute of an ONNX node. Integers and floats are told apart by the wrapper, because JavaScript cannot. */
export type Attribute = { int: number } | { float: number } | { ints: readonly number[] } | { string: string };
export type Attributes = Readonly<Record<string, Attribute>>;

/** One operation of the pending graph. */
export interface GraphNode {
  readonly op: string;
  readonly domain: string;
  readonly inputs: readonly (GraphValue | GraphConstant | null)[];
  readonly attributes: Attributes | null;
  /** Operator, domain and attributes: equal signatures and equal inputs mean equal results. */
  readonly signature: string;
  outputs: GraphValue[];
  /** Position in the plan numbered `epoch`. */
  index: number;
  epoch: number;
}

/**
 * A tensor of the graph: a leaf whose data the host holds, a placeholder of a trace, or the result of a node.
 * When a result has been computed it becomes a leaf, which lets go of the graph behind it.
 */
export class GraphValue {
  producer: GraphNode | null = null;
  outputIndex = 0;
  /** The data, where the host has it. */
  host: HostArray | null = null;
  /** Set for an input of a trace. */
  placeholder: string | null = null;
  /** Whether it depends on an input of a trace, and so can never be computed. */
  traced = false;
  /** Set for data that never changes, which then becomes part of the compiled graph. */
  frozenId = 0;
  /** The value in the shape in which it was last used, where that is not its own. */
  view: GraphValue | null = null;
  index = -1;
  epoch = -1;

  constructor(
    readonly shape: readonly number[],
    readonly type: ElementType,
  ) {}
}

/** A small constant inside the graph: part of its structure, so another value is another graph. */
export class GraphConstant {
  index = -1;
  epoch = -1;

  constructor(
    readonly type: ElementType,
    readonly shape: readonly number[],
    readonly data: readonly number[],
    readonly key: string,
  ) {}
}

/** The ONNX element type for a TensorFlow.js one. Throws for `string` and `complex64`, which ONNX Runtime cannot compute with here. */
export function elementTypeOf(dtype: DataType): ElementType {
  if (dtype === 'float32') return ElementType.float;
  if (dtype === 'int32') return ElementType.int32;
  if (dtype === 'bool') return ElementType.bool;
  throw new OrtBackendError('ORT_DTYPE_UNSUPPORTED', `Backend 'ort' has no ${dtype} arithmetic; it computes with float32, int32 and bool.`);
}

export function dtypeOf(type: ElementType): DataType {
  if (type === ElementType.float) return 'float32';
  if (type === ElementType.bool) return 'bool';
  return 'int32';
}

export function sizeOf(shape: readonly number[]): number {
  let size = 1;
  for (const dim of shape) size *= dim;
  return size;
}
