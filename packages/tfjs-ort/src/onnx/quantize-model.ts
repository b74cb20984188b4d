import { OrtBackendError } from '../errors';
import { ElementType } from '../graph/value';
import { type OnnxNode, type OnnxTensor, writeModel } from './model';
import { readModel } from './read-model';

/** ONNX's TensorProto.DataType.INT8, which no tensor of the backend has. */
const INT8 = 3;

/**
 * Weights are rounded to 7 bits. Processors without VNNI add two products of an unsigned and a signed byte in 16 bits, which saturate: 2 * 255 * 63 still fits, 2 * 255 * 127 does not.
 */
const LARGEST_WEIGHT = 63;

/** Matrices with fewer rows or columns stay in float32: heads and rotations, whose time does not matter and whose accuracy does. */
const SMALLEST_SIDE = 64;

/**
 * Rewrites an ONNX model that `traceToOnnx` made so that projections by stored weights (`Gemm`) compute in int8: weights are rounded once, symmetrically, with a scale for each
 * output channel; activations while the model runs, with one scale for each matrix (ONNX Runtime's `DynamicQuantizeMatMul`). Everything else stays in float32.
 *
 * @throws {OrtBackendError} `ORT_MODEL_UNSUPPORTED` if the model cannot be read, or holds no such projection.
 */
export function quantizeModel(bytes: Uint8Array): Uint8Array {
  const model = readModel(bytes);
  const stored = new Map(model.initializers.map((tensor) => [tensor.name, tensor]));
  const added = new Map<string, OnnxTensor>();
  const nodes = model.nodes.map((node) => {
    const weight = projectionWeight(node, stored);
    if (weight === undefined) return node;
    for (const tensor of quantizeWeight(weight)) added.set(tensor.name, tensor);
    const [input, , bias] = node.inputs as [string, string, string?];
    const inputs = [input, ...quantizedNames(weight.name), ...(bias ? [bias] : [])];
    return { op: 'DynamicQuantizeMatMul', domain: 'com.microsoft', inputs, outputs: node.outputs, attributes: null };
  });
  if (added.size === 0) {
    const problem = 'no Gemm by a stored float32 weight [out, in] is in it, so nothing would become int8';
    throw new OrtBackendError('ORT_MODEL_UNSUPPORTED', `The ONNX model cannot be quantized: ${problem}.`);
  }
  const used = new Set(nodes.flatMap(({ inputs }) => inputs));
  const initializers = [...model.initializers, ...added.values()].filter(({ name }) => used.has(name));
  return writeModel({ ...model, nodes, initializers });
}

/** The weight [out, in] of a plain projection `x @ weight.T (+ bias)`, if the node is one and large enough. */
function projectionWeight({ op, domain, inputs, attributes }: OnnxNode, stored: ReadonlyMap<string, OnnxTensor>): OnnxTensor | undefined {
  if (op !== 'Gemm' || domain !== '') return undefined;
  for (const [name, attribute] of Object.entries(attributes ?? {})) {
    const value = 'int' in attribute ? attribute.int : 'float' in attribute ? attribute.float : undefined;
    if (value !== (name === 'transA' ? 0 : 1)) return undefined;
  }
  if (!attributes || !('transB' in attributes)) return undefined;
  const weight = stored.get(inputs[1]!);
  const bias = inputs[2] ? stored.get(inputs[2]) : undefined;
  if (weight?.type !== ElementType.float || weight.shape.some((side) => side < SMALLEST_SIDE)) return undefined;
  if (inputs[2] && (bias?.shape.length !== 1 || bias.shape[0] !== weight.shape[0])) return undefined;
  return weight;
}

function quantizedNames(name: string): [values: string, scales: string, zeros: string] {
  return [`${name}_int8`, `${name}_scales`, `${name}_zeros`];
}

/** [out, in] float32 -> [in, out] int8, the layout that DynamicQuantizeMatMul wants, with a scale and a zero point for each output channel. */
function quantizeWeight({ name, shape, bytes }: OnnxTensor): OnnxTensor[] {
  const [outputs, inputs] = shape as [number, number];
  const weight = new Float32Array(bytes.slice().buffer);
  const values = new Int8Array(weight.length);
  const scales = new Float32Array(outputs);
  for (let output = 0; output < outputs; output += 1) {
    const row = weight.subarray(output * inputs, (output + 1) * inputs);
    const largest = row.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    scales[output] = largest / LARGEST_WEIGHT || 1;
    for (const [input, value] of row.entries()) values[input * outputs + output] = Math.round(value / scales[output]!);
  }
  const [valuesName, scalesName, zerosName] = quantizedNames(name);
  return [
    { name: valuesName, type: INT8, shape: [inputs, outputs], bytes: new Uint8Array(values.buffer) },
    { name: scalesName, type: ElementType.float, shape: [outputs], bytes: new Uint8Array(scales.buffer) },
    { name: zerosName, type: INT8, shape: [outputs], bytes: new Uint8Array(outputs) },
  ];
}
