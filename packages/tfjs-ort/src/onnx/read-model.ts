import { PbfReader } from 'pbf';
import { OrtBackendError } from '../errors';
import type { Attribute } from '../graph/value';
import type { OnnxDimension, OnnxModel, OnnxNode, OnnxTensor, OnnxValueInfo } from './model';

/**
 * Reads an ONNX file that `writeModel` wrote, to rewrite it.
 *
 * @throws {OrtBackendError} `ORT_MODEL_UNSUPPORTED` if it holds what `writeModel` never writes (subgraphs, weights in other files or fields), or is no ONNX file.
 */
export function readModel(bytes: Uint8Array): OnnxModel {
  const models: OnnxModel[] = [];
  try {
    new PbfReader(bytes).readFields((field, _, reader) => {
      if (field === 7) models.push(readGraph(reader));
    }, undefined);
  } catch (error) {
    if (error instanceof OrtBackendError) throw error;
    throw unsupported(`it is not an ONNX file (${(error as Error).message})`, error);
  }
  if (models.length !== 1) throw unsupported('it has no graph');
  return models[0]!;
}

function readGraph(reader: PbfReader): OnnxModel {
  const graph = {
    nodes: [] as OnnxNode[],
    initializers: [] as OnnxTensor[],
    inputs: [] as OnnxValueInfo[],
    outputs: [] as OnnxValueInfo[],
  };
  reader.readMessage((field) => {
    if (field === 1) graph.nodes.push(readNode(reader));
    else if (field === 5) graph.initializers.push(readTensor(reader));
    else if (field === 11) graph.inputs.push(readValueInfo(reader));
    else if (field === 12) graph.outputs.push(readValueInfo(reader));
    else if (field !== 2) throw unsupported(`its graph has a field ${field}`);
  }, undefined);
  return graph;
}

function readNode(reader: PbfReader): OnnxNode {
  const node = { op: '', domain: '', inputs: [] as string[], outputs: [] as string[] };
  const attributes: Record<string, Attribute> = {};
  reader.readMessage((field) => {
    if (field === 1) node.inputs.push(reader.readString());
    else if (field === 2) node.outputs.push(reader.readString());
    else if (field === 4) node.op = reader.readString();
    else if (field === 5) Object.assign(attributes, readAttribute(reader));
    else if (field === 7) node.domain = reader.readString();
    else if (field !== 3) throw unsupported(`a node has a field ${field}`);
  }, undefined);
  return { ...node, attributes: Object.keys(attributes).length > 0 ? attributes : null };
}

function readAttribute(reader: PbfReader): Record<string, Attribute> {
  let name = '';
  let value: Attribute | undefined;
  const ints: number[] = [];
  reader.readMessage((field) => {
    if (field === 1) name = reader.readString();
    else if (field === 2) value = { float: reader.readFloat() };
    else if (field === 3) value = { int: reader.readVarint(true) };
    else if (field === 4) value = { string: reader.readString() };
    else if (field === 8) ints.push(reader.readVarint(true));
    else if (field === 20) reader.readVarint();
    else throw unsupported(`the attribute ${name} has a field ${field}`);
  }, undefined);
  return { [name]: value ?? { ints } };
}

function readTensor(reader: PbfReader): OnnxTensor {
  const tensor = { name: '', type: 0, shape: [] as number[], bytes: new Uint8Array() };
  reader.readMessage((field) => {
    if (field === 1) tensor.shape.push(reader.readVarint(true));
    else if (field === 2) tensor.type = reader.readVarint();
    else if (field === 8) tensor.name = reader.readString();
    else if (field === 9) tensor.bytes = reader.readBytes().slice();
    else throw unsupported(`the tensor ${tensor.name} has a field ${field}`);
  }, undefined);
  return tensor;
}

function readValueInfo(reader: PbfReader): OnnxValueInfo {
  const info = { name: '', type: 0, shape: [] as OnnxDimension[] };
  const readDimension = (field: number): void => {
    if (field === 1) info.shape.push({ value: reader.readVarint(true) });
    else if (field === 2) info.shape.push({ symbol: reader.readString() });
  };
  const readShape = (field: number): void => {
    if (field !== 1) return;
    const before = info.shape.length;
    reader.readMessage(readDimension, undefined);
    // A size of zero, or an unnamed free axis, is an empty message.
    if (info.shape.length === before) info.shape.push({ value: 0 });
  };
  reader.readMessage((field) => {
    if (field === 1) info.name = reader.readString();
    else if (field === 2) {
      reader.readMessage((kind) => {
        if (kind !== 1) throw unsupported(`${info.name} is not a tensor`);
        reader.readMessage((part) => {
          if (part === 1) info.type = reader.readVarint();
          else if (part === 2) reader.readMessage(readShape, undefined);
        }, undefined);
      }, undefined);
    }
  }, undefined);
  return info;
}

function unsupported(problem: string, cause?: unknown): OrtBackendError {
  return new OrtBackendError('ORT_MODEL_UNSUPPORTED', `The ONNX model cannot be rewritten: ${problem}. Give one that traceToOnnx made.`, {
    cause,
  });
}
