/**
 * Just enough of the ONNX format (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto) to write the small models that tests run.
 * Numbers in the functions below are field numbers of that file.
 */

export interface TensorShape {
  name: string;
  type: 'float32' | 'int32';
  /** A text names a dynamic axis. */
  shape: (number | string)[];
}

export interface Constant {
  name: string;
  shape: number[];
  data: Float32Array | BigInt64Array;
}

/** A float32 constant whose bytes lie in a file beside the model. */
export interface ExternalConstant {
  name: string;
  shape: number[];
  location: string;
  bytes: number;
}

export interface Operation {
  operator: string;
  inputs: string[];
  outputs: string[];
  integers?: Record<string, number>;
}

export interface ModelParts {
  inputs: TensorShape[];
  outputs: TensorShape[];
  constants: Constant[];
  externalConstants?: ExternalConstant[];
  operations: Operation[];
}

const ELEMENT_TYPES = { float32: 1, int32: 6, int64: 7 };
const ATTRIBUTE_INTEGER = 2;

/** Writes a model of operator set 18. */
export function writeOnnxModel({ inputs, outputs, constants, externalConstants = [], operations }: ModelParts): Uint8Array {
  const graph = [
    ...operations.map((operation) => field(1, operationMessage(operation))),
    field(2, 'graph'),
    ...constants.map((constant) => field(5, constantMessage(constant))),
    ...externalConstants.map((constant) => field(5, externalMessage(constant))),
    ...inputs.map((input) => field(11, valueMessage(input))),
    ...outputs.map((output) => field(12, valueMessage(output))),
  ];
  const IR_VERSION = 8;
  return Buffer.concat([field(1, IR_VERSION), field(7, Buffer.concat(graph)), field(8, field(2, 18))]);
}

function operationMessage({ operator, inputs, outputs, integers = {} }: Operation): Buffer {
  const attributes = Object.entries(integers).map(([name, value]) =>
    field(5, Buffer.concat([field(1, name), field(3, value), field(20, ATTRIBUTE_INTEGER)])),
  );
  return Buffer.concat([
    ...inputs.map((name) => field(1, name)),
    ...outputs.map((name) => field(2, name)),
    field(4, operator),
    ...attributes,
  ]);
}

function constantMessage({ name, shape, data }: Constant): Buffer {
  const type = data instanceof Float32Array ? ELEMENT_TYPES.float32 : ELEMENT_TYPES.int64;
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  return Buffer.concat([...shape.map((size) => field(1, size)), field(2, type), field(8, name), field(9, bytes)]);
}

function externalMessage({ name, shape, location, bytes }: ExternalConstant): Buffer {
  const EXTERNAL = 1;
  const entry = (key: string, value: string): Buffer => field(13, Buffer.concat([field(1, key), field(2, value)]));
  const place = [entry('location', location), entry('offset', '0'), entry('length', String(bytes))];
  return Buffer.concat([
    ...shape.map((size) => field(1, size)),
    field(2, ELEMENT_TYPES.float32),
    field(8, name),
    ...place,
    field(14, EXTERNAL),
  ]);
}

function valueMessage({ name, type, shape }: TensorShape): Buffer {
  const dimensions = shape.map((size) => field(1, typeof size === 'number' ? field(1, size) : field(2, size)));
  const tensor = Buffer.concat([field(1, ELEMENT_TYPES[type]), field(2, Buffer.concat(dimensions))]);
  return Buffer.concat([field(1, name), field(2, field(1, tensor))]);
}

/** A field of a protocol buffer: a number as varint, a text or a message with its length. */
function field(number: number, value: number | string | Uint8Array): Buffer {
  if (typeof value === 'number') return Buffer.concat([varint(number << 3), varint(value)]);
  const bytes = typeof value === 'string' ? Buffer.from(value) : value;
  return Buffer.concat([varint((number << 3) | 2), varint(bytes.length), bytes]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  return Buffer.from([...bytes, rest]);
}
