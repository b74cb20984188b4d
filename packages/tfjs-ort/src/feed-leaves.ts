import { Tensor } from 'onnxruntime-node';
import type { Plan } from './graph/plan';
import { ElementType, type GraphValue, type HostArray } from './graph/value';
import { leafName } from './onnx/from-plan';

const TENSOR_TYPES: Record<ElementType, 'float32' | 'int32' | 'bool' | 'uint8' | 'int64'> = {
  [ElementType.float]: 'float32',
  [ElementType.int32]: 'int32',
  [ElementType.bool]: 'bool',
  [ElementType.uint8]: 'uint8',
  [ElementType.int64]: 'int64',
};

/** The data of a plan's leaves, as ONNX Runtime takes the inputs of a graph. */
export function feedLeaves({ leaves }: Plan): Record<string, Tensor> {
  return Object.fromEntries(leaves.map((leaf) => [leafName(leaf.index), feedOf(leaf.host!, leaf)]));
}

/** Data as an input of a graph; it is not copied. */
export function feedOf(host: HostArray, { type, shape }: Pick<GraphValue, 'type' | 'shape'>): Tensor {
  return new Tensor(TENSOR_TYPES[type] as 'float32', host as Float32Array, shape);
}
