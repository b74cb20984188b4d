import type { Plan } from '../graph/plan';
import { ElementType, type GraphConstant, type GraphNode, type GraphValue, type HostArray } from '../graph/value';
import type { OnnxModel, OnnxNode, OnnxTensor, OnnxValueInfo } from './model';

export const leafName = (index: number) => `l${index}`;
export const outputName = (value: GraphValue) => valueName(value.producer!, value.outputIndex);
export const valueName = (node: GraphNode, output: number) => `n${node.index}_${output}`;

/** The ONNX model that computes a plan: leaves are its inputs, frozen leaves its initializers. */
export function modelFromPlan(plan: Plan): OnnxModel {
  const initializers: OnnxTensor[] = plan.constants.map((value) => constantTensor(`c${value.index}`, value));
  for (const value of plan.frozen) initializers.push(hostTensor(`f${value.index}`, value));
  return {
    nodes: plan.nodes.map((node) => onnxNode(node, inputName)),
    initializers,
    inputs: plan.leaves.map((value) => valueInfo(leafName(value.index), value)),
    outputs: plan.outputs.map((value) => valueInfo(outputName(value), value)),
  };
}

/** The wire that carries an input of a node, in a model made by {@link modelFromPlan}. */
function inputName(input: GraphValue | GraphConstant): string {
  if ('data' in input) return `c${input.index}`;
  if (input.producer !== null) return outputName(input);
  return input.frozenId !== 0 ? `f${input.index}` : leafName(input.index);
}

export function onnxNode(node: GraphNode, nameOf: (input: GraphValue | GraphConstant) => string): OnnxNode {
  return {
    op: node.op,
    domain: node.domain,
    inputs: node.inputs.map((input) => (input === null ? '' : nameOf(input))),
    outputs: node.outputs.map((_, index) => valueName(node, index)),
    attributes: node.attributes,
  };
}

function valueInfo(name: string, value: GraphValue): OnnxValueInfo {
  return { name, type: value.type, shape: value.shape.map((dim) => ({ value: dim })) };
}

export function hostTensor(name: string, value: GraphValue): OnnxTensor {
  const host = value.host!;
  return { name, type: value.type, shape: value.shape, bytes: new Uint8Array(host.buffer, host.byteOffset, host.byteLength) };
}

export function constantTensor(name: string, { type, shape, data }: GraphConstant): OnnxTensor {
  return { name, type, shape, bytes: new Uint8Array(encode(type, data).buffer) };
}

function encode(type: ElementType, data: readonly number[]): HostArray | BigInt64Array {
  if (type === ElementType.float) return Float32Array.from(data);
  if (type === ElementType.int32) return Int32Array.from(data);
  if (type === ElementType.int64) return BigInt64Array.from(data, BigInt);
  return Uint8Array.from(data);
}
