import * as tf from '@tensorflow/tfjs-core';
import type { OrtBackend } from '../backend';
import { OrtBackendError } from '../errors';
import { emit } from '../graph/emit';
import { type Plan, planGraph } from '../graph/plan';
import { elementTypeOf, GraphConstant, type GraphNode, GraphValue } from '../graph/value';
import { BACKEND_NAME } from '../kernels/register';
import { constantTensor, hostTensor, onnxNode, valueName } from '../onnx/from-plan';
import { type OnnxNode, type OnnxTensor, type OnnxValueInfo, writeModel } from '../onnx/model';
import { SizeNodes, type SymbolSource } from './size-nodes';
import { SymbolTable } from './symbols';

export interface TraceOptions {
  /**
   * The axes that stay free, by name, each with the size that stands for it in the shapes of the inputs: a prime that divides no other size of the
   * model. Sizes that are a multiple of a prime, of a product of primes, or (for primes over 8192) a prime plus or minus at most 1024 are computed
   * from the real sizes when the exported graph runs. Each is read from an input with an axis of that size, or from the result of `trueIndices` with that count.
   */
  readonly symbols?: Readonly<Record<string, number>>;
}

/**
 * A tensor without data, which stands for an input of a trace. It exists only on backend `ort`, and nothing computed from it can be read.
 *
 * @throws {OrtBackendError} if another backend is active.
 */
export function placeholder<R extends tf.Rank = tf.Rank>(shape: number[], dtype: tf.DataType): tf.Tensor<R> {
  const backend = ortBackend('placeholder');
  const value = new GraphValue(shape, elementTypeOf(dtype));
  value.placeholder = '';
  value.traced = true;
  return tf.engine().makeTensorFromTensorInfo(backend.tensor(value), backend) as tf.Tensor<R>;
}

/**
 * Exports a function of tensors as an ONNX model, by recording what it does; nothing is computed. Tensors that the function uses besides its inputs
 * (variables, constants) are stored in the model.
 *
 * @param run gets the inputs by name and returns the outputs by name. It must not read data.
 * @param inputs placeholders by name; they are disposed.
 * @returns the bytes of the ONNX file.
 * @throws {OrtBackendError} if another backend is active, if a symbolic size has become data, which would fix it in the model, or if a size that is
 * found in data is needed to find it.
 */
export function traceToOnnx(
  run: (inputs: Record<string, tf.Tensor>) => Record<string, tf.Tensor>,
  inputs: Readonly<Record<string, tf.Tensor>>,
  options: TraceOptions = {},
): Uint8Array {
  const backend = ortBackend('traceToOnnx');
  const symbols = new SymbolTable(options.symbols ?? {});
  const placeholders = Object.entries(inputs).map(([name, tensor]) => {
    const value = backend.value(tensor);
    if (value.placeholder === null) throw traceError(`the input '${name}' is not a placeholder; make it with placeholder(shape, dtype)`);
    value.placeholder = name;
    return value;
  });
  const outputs = new Map<string, GraphValue>();
  tf.tidy(() => {
    for (const [name, tensor] of Object.entries(run({ ...inputs }))) {
      const value = backend.value(tensor);
      outputs.set(name, value.producer === null ? emit('Identity', [value], value.shape, value.type) : value);
    }
  });
  for (const tensor of Object.values(inputs)) tensor.dispose();
  return exportPlan(planGraph([...outputs.values()]), placeholders, outputs, symbols);
}

function exportPlan(
  plan: Plan,
  placeholders: readonly GraphValue[],
  outputs: ReadonlyMap<string, GraphValue>,
  symbols: SymbolTable,
): Uint8Array {
  const sizes = new SizeNodes(symbols, symbolSources(placeholders, plan, symbols));
  const nodes: OnnxNode[] = [];
  const initializers: OnnxTensor[] = [];
  for (const constant of plan.constants) {
    if (sizes.isSymbolic(constant)) continue;
    refuseLeakedSize(constant.type === 7 ? [] : constant.data, symbols);
    initializers.push(constantTensor(`c${constant.index}`, constant));
  }
  for (const value of [...plan.leaves, ...plan.frozen]) {
    refuseSymbolicData(value, symbols);
    initializers.push(hostTensor(storedName(value), value));
  }
  const nameOf = (input: GraphValue | GraphConstant): string => {
    if (input instanceof GraphConstant) return sizes.isSymbolic(input) ? sizes.vector(input.data) : `c${input.index}`;
    if (input.producer !== null) return valueName(input.producer, input.outputIndex);
    return input.placeholder ?? storedName(input);
  };
  for (const node of plan.nodes) nodes.push(exportNode(node, sizes, nameOf));
  for (const [name, value] of outputs) {
    nodes.push({ op: 'Identity', domain: '', inputs: [nameOf(value)], outputs: [name], attributes: null });
  }
  return writeModel({
    nodes: inOrder([...sizes.nodes, ...nodes]),
    initializers: [...initializers, ...sizes.initializers],
    inputs: placeholders.map((value) => valueInfo(value.placeholder!, value, symbols)),
    outputs: [...outputs].map(([name, value]) => valueInfo(name, value, symbols)),
  });
}

/** Nodes after those whose results they read: sizes that an operation finds in data are known only after it. */
function inOrder(nodes: readonly OnnxNode[]): OnnxNode[] {
  const pending = new Set(nodes.flatMap(({ outputs }) => outputs));
  const ordered: OnnxNode[] = [];
  let waiting = nodes;
  while (waiting.length > 0) {
    const blocked: OnnxNode[] = [];
    for (const node of waiting) {
      if (node.inputs.some((input) => pending.has(input))) {
        blocked.push(node);
        continue;
      }
      ordered.push(node);
      for (const output of node.outputs) pending.delete(output);
    }
    if (blocked.length === waiting.length) throw traceError('a size that an operation finds in data is needed before that operation');
    waiting = blocked;
  }
  return ordered;
}

function exportNode(node: GraphNode, sizes: SizeNodes, nameOf: (input: GraphValue | GraphConstant) => string): OnnxNode {
  const target = node.inputs[1];
  if (node.op !== 'Reshape' || !(target instanceof GraphConstant) || !sizes.isSymbolic(target)) return onnxNode(node, nameOf);
  const { wire, zeroCopies } = sizes.reshapeTarget(node);
  const exported = onnxNode(node, (input) => (input === target ? wire : nameOf(input)));
  return zeroCopies ? { ...exported, attributes: null } : exported;
}

const storedName = (value: GraphValue) => (value.frozenId !== 0 ? `f${value.index}` : `l${value.index}`);

function valueInfo(name: string, value: GraphValue, symbols: SymbolTable): OnnxValueInfo {
  const shape = value.shape.map((size) => {
    const symbol = symbols.print(size);
    return symbol === null ? { value: size } : { symbol };
  });
  return { name, type: value.type, shape };
}

/** Each symbol's axis: where its very prime is the size of an axis of an input, or the number of indices that an operation finds in data. */
function symbolSources(placeholders: readonly GraphValue[], plan: Plan, symbols: SymbolTable): Map<string, SymbolSource> {
  const sources = new Map<string, SymbolSource>();
  for (const [symbol, prime] of Object.entries(symbols.primes)) {
    for (const value of placeholders) {
      const axis = value.shape.indexOf(prime);
      if (axis >= 0 && !sources.has(symbol)) sources.set(symbol, { wire: value.placeholder!, axis });
    }
    const found = plan.nodes.find(({ op, outputs }) => op === 'NonZero' && outputs[0]!.shape[1] === prime);
    if (found !== undefined && !sources.has(symbol)) sources.set(symbol, { wire: valueName(found, 0), axis: 1 });
    if (!sources.has(symbol)) {
      throw traceError(
        `no input has an axis of the size ${prime} that stands for the symbol '${symbol}', and no operation finds so many indices`,
      );
    }
  }
  return sources;
}

function refuseSymbolicData(value: GraphValue, symbols: SymbolTable): void {
  if (value.shape.some((size) => symbols.print(size) !== null)) {
    throw traceError(
      `a tensor of shape [${value.shape}] was made from data on the host, so its size cannot follow a symbol; make it on the backend ` +
        `(tf.range, tf.fill, tf.zerosLike and comparisons of them do)`,
    );
  }
  if (value.host!.length === 1) refuseLeakedSize([value.host![0]!], symbols);
}

function refuseLeakedSize(data: readonly number[], symbols: SymbolTable): void {
  if (data.length !== 1) return;
  const symbol = symbols.read(Math.abs(data[0]!));
  if (symbol !== null && symbol.constant === 0) {
    throw traceError(
      `the number ${data[0]} is the size '${symbols.print(Math.abs(data[0]!))}' of the trace used as data, and would be fixed in the model`,
    );
  }
}

function ortBackend(caller: string): OrtBackend {
  if (tf.getBackend() !== BACKEND_NAME) {
    throw new OrtBackendError(
      'ORT_WRONG_BACKEND',
      `${caller} needs the backend 'ort', but '${tf.getBackend()}' is active: call 'await tf.setBackend("ort")' first.`,
    );
  }
  return tf.backend() as OrtBackend;
}

function traceError(what: string): OrtBackendError {
  return new OrtBackendError('ORT_TRACE_FAILED', `The trace cannot be exported: ${what}.`);
}
