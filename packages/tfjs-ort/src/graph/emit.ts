import { type Attributes, type ElementType, GraphConstant, type GraphNode, GraphValue, ElementType as Type } from './value';

export type NodeInput = GraphValue | GraphConstant | null;

/** The domain of ONNX Runtime's own operators. */
export const MICROSOFT = 'com.microsoft';

const constants = new Map<string, GraphConstant>();
/** Beyond this many distinct constants the table starts anew; it only saves memory. */
const CONSTANT_TABLE_LIMIT = 10_000;

function constant(type: ElementType, shape: readonly number[], data: readonly number[]): GraphConstant {
  const key = `${type}[${shape.join()}]${data.map((number) => (Object.is(number, -0) ? '-0' : number)).join()}`;
  let found = constants.get(key);
  if (found === undefined) {
    if (constants.size >= CONSTANT_TABLE_LIMIT) constants.clear();
    found = new GraphConstant(type, shape, data, key);
    constants.set(key, found);
  }
  return found;
}

/** A vector of sizes or positions: the only constants that a trace reads as symbols. */
export function int64s(data: readonly number[]): GraphConstant {
  return constant(Type.int64, [data.length], data);
}

export function int64(value: number): GraphConstant {
  return constant(Type.int64, [], [value]);
}

/** A scalar of the given type that belongs to the formula of a kernel (never a value that changes between steps). */
export function scalar(value: number, type: ElementType): GraphConstant {
  return constant(type, [], [value]);
}

function signatureOf(op: string, domain: string, attributes: Attributes | null, outputs: number): string {
  let signature = domain === '' ? op : `${domain}.${op}`;
  if (outputs > 1) signature += `*${outputs}`;
  if (attributes !== null) {
    for (const name in attributes) {
      const attribute = attributes[name]!;
      if ('int' in attribute) signature += `;${name}=${attribute.int}`;
      else if ('float' in attribute) signature += `;${name}~${attribute.float}`;
      else if ('ints' in attribute) signature += `;${name}=[${attribute.ints.join()}]`;
      else signature += `;${name}='${attribute.string}'`;
    }
  }
  return signature;
}

/** Appends a node with several results to the pending graph. */
export function emitMany(
  op: string,
  inputs: readonly NodeInput[],
  outputs: readonly { shape: readonly number[]; type: ElementType }[],
  attributes: Attributes | null = null,
  domain = '',
): GraphValue[] {
  const node: GraphNode = {
    op,
    domain,
    inputs,
    attributes,
    signature: signatureOf(op, domain, attributes, outputs.length),
    outputs: [],
    index: -1,
    epoch: -1,
  };
  const traced = inputs.some((input) => input instanceof GraphValue && input.traced);
  for (let index = 0; index < outputs.length; index++) {
    const { shape, type } = outputs[index]!;
    const value = new GraphValue(shape, type);
    value.traced = traced;
    value.producer = node;
    value.outputIndex = index;
    node.outputs.push(value);
  }
  return node.outputs;
}

/** Appends a node with one result to the pending graph; nothing is computed. */
export function emit(
  op: string,
  inputs: readonly NodeInput[],
  shape: readonly number[],
  type: ElementType,
  attributes: Attributes | null = null,
  domain = '',
): GraphValue {
  return emitMany(op, inputs, [{ shape, type }], attributes, domain)[0]!;
}

export function cast(value: GraphValue, type: ElementType): GraphValue {
  if (value.type === type) return value;
  return emit('Cast', [value], value.shape, type, { to: { int: type } });
}

/**
 * The same elements in another shape. The last such view is kept, because a tensor is often used many times in one other shape. A view of a view is a view of what is behind it, since
 * every node costs time, also one that copies nothing.
 */
export function reshape(value: GraphValue, shape: readonly number[]): GraphValue {
  if (sameShape(shape, value.shape)) return value;
  const origin = value.producer?.op === 'Reshape' ? value.producer.inputs[0] : null;
  if (origin instanceof GraphValue) return reshape(origin, shape);
  const { view } = value;
  if (view !== null && sameShape(shape, view.shape)) return view;
  value.view = emit('Reshape', [value, int64s(shape)], shape, value.type, { allowzero: { int: 1 } });
  return value.view;
}

export function expand(value: GraphValue | GraphConstant, shape: readonly number[]): GraphValue {
  return emit('Expand', [value, int64s(shape)], shape, value.type);
}

/**
 * What a broadcast repeats, or the value itself. Operations that broadcast anyway take this, and the repeated tensor is never made: gradients of sums and
 * means are such broadcasts.
 */
export function unexpanded(value: GraphValue | GraphConstant): GraphValue | GraphConstant {
  if (value instanceof GraphConstant || value.producer === null || value.producer.op !== 'Expand') return value;
  return value.producer.inputs[0]!;
}

function sameShape(a: readonly number[], b: readonly number[]): boolean {
  if (a.length !== b.length) return false;
  for (let axis = 0; axis < a.length; axis++) if (a[axis] !== b[axis]) return false;
  return true;
}
