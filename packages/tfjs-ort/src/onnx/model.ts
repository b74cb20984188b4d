import { PbfWriter } from 'pbf';
import type { Attribute } from '../graph/value';

/** Field numbers and meanings: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto */

export interface OnnxDimension {
  readonly value?: number;
  readonly symbol?: string;
}

export interface OnnxValueInfo {
  readonly name: string;
  readonly type: number;
  readonly shape: readonly OnnxDimension[];
}

export interface OnnxTensor {
  readonly name: string;
  readonly type: number;
  readonly shape: readonly number[];
  /** Little-endian elements, as on every platform that ONNX Runtime has a build for. */
  readonly bytes: Uint8Array;
}

export interface OnnxNode {
  readonly op: string;
  readonly domain: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, Attribute>> | null;
}

export interface OnnxModel {
  readonly nodes: readonly OnnxNode[];
  readonly initializers: readonly OnnxTensor[];
  readonly inputs: readonly OnnxValueInfo[];
  readonly outputs: readonly OnnxValueInfo[];
}

/** The newest operator set whose operators this backend is written against. */
const OPSET = 20;
/** The format revision that came with operator set 20. */
const IR_VERSION = 9;
const ATTRIBUTE_TYPE = { float: 1, int: 2, string: 3, ints: 7 } as const;

/** Serializes a model to the bytes of an ONNX file. */
export function writeModel(model: OnnxModel): Uint8Array {
  const payload = model.initializers.reduce((total, tensor) => total + tensor.bytes.byteLength, 0);
  const writer = new PbfWriter(new Uint8Array(payload + 65_536 + model.nodes.length * 96));
  varintField(writer, 1, IR_VERSION);
  writer.writeMessage(8, writeOpset, { domain: '', version: OPSET });
  writer.writeMessage(8, writeOpset, { domain: 'com.microsoft', version: 1 });
  stringField(writer, 2, 'tldr-rm');
  writer.writeMessage(7, writeGraph, model);
  return writer.finish();
}

function writeOpset(opset: { domain: string; version: number }, writer: PbfWriter): void {
  stringField(writer, 1, opset.domain);
  varintField(writer, 2, opset.version);
}

function writeGraph(model: OnnxModel, writer: PbfWriter): void {
  for (const node of model.nodes) writer.writeMessage(1, writeNode, node);
  stringField(writer, 2, 'graph');
  for (const tensor of model.initializers) writer.writeMessage(5, writeTensor, tensor);
  for (const input of model.inputs) writer.writeMessage(11, writeValueInfo, input);
  for (const output of model.outputs) writer.writeMessage(12, writeValueInfo, output);
}

function writeNode(node: OnnxNode, writer: PbfWriter): void {
  for (const input of node.inputs) stringField(writer, 1, input);
  for (const output of node.outputs) stringField(writer, 2, output);
  stringField(writer, 4, node.op);
  if (node.attributes !== null) {
    for (const name in node.attributes) writer.writeMessage(5, writeAttribute, { name, attribute: node.attributes[name]! });
  }
  if (node.domain !== '') stringField(writer, 7, node.domain);
}

function writeAttribute({ name, attribute }: { name: string; attribute: Attribute }, writer: PbfWriter): void {
  stringField(writer, 1, name);
  if ('int' in attribute) {
    varintField(writer, 3, attribute.int);
    varintField(writer, 20, ATTRIBUTE_TYPE.int);
  } else if ('float' in attribute) {
    writer.writeTag(2, 5);
    writer.writeFloat(attribute.float);
    varintField(writer, 20, ATTRIBUTE_TYPE.float);
  } else if ('ints' in attribute) {
    for (const value of attribute.ints) varintField(writer, 8, value);
    varintField(writer, 20, ATTRIBUTE_TYPE.ints);
  } else {
    stringField(writer, 4, attribute.string);
    varintField(writer, 20, ATTRIBUTE_TYPE.string);
  }
}

function writeTensor(tensor: OnnxTensor, writer: PbfWriter): void {
  for (const dim of tensor.shape) varintField(writer, 1, dim);
  varintField(writer, 2, tensor.type);
  stringField(writer, 8, tensor.name);
  writer.writeTag(9, 2);
  writer.writeBytes(tensor.bytes);
}

function writeValueInfo(info: OnnxValueInfo, writer: PbfWriter): void {
  stringField(writer, 1, info.name);
  writer.writeMessage(2, writeType, info);
}

function writeType(info: OnnxValueInfo, writer: PbfWriter): void {
  writer.writeMessage(1, writeTensorType, info);
}

function writeTensorType(info: OnnxValueInfo, writer: PbfWriter): void {
  varintField(writer, 1, info.type);
  writer.writeMessage(2, writeShape, info.shape);
}

function writeShape(shape: readonly OnnxDimension[], writer: PbfWriter): void {
  for (const dimension of shape) writer.writeMessage(1, writeDimension, dimension);
}

function writeDimension(dimension: OnnxDimension, writer: PbfWriter): void {
  if (dimension.symbol !== undefined) stringField(writer, 2, dimension.symbol);
  else varintField(writer, 1, dimension.value ?? 0);
}

function varintField(writer: PbfWriter, tag: number, value: number): void {
  writer.writeTag(tag, 0);
  writer.writeVarint(value);
}

function stringField(writer: PbfWriter, tag: number, value: string): void {
  writer.writeTag(tag, 2);
  writer.writeString(value);
}
