import * as tf from '@tensorflow/tfjs-core';
import type { OrtBackend } from '../backend';
import { OrtBackendError } from '../errors';
import type { Plan } from '../graph/plan';
import { GraphConstant, type GraphNode, type GraphValue } from '../graph/value';
import { BACKEND_NAME } from '../kernels/register';
import { constantTensor, hostTensor, onnxNode, valueName } from '../onnx/from-plan';
import { type OnnxNode, type OnnxTensor, type OnnxValueInfo, writeModel } from '../onnx/model';
import { markedSizes } from './marked-sizes';
import { planTrace, recordTrace, type Trace, wiring } from './record-trace';
import { SizeNodes, type SymbolSource } from './size-nodes';
import { type SizePair, SymbolTable } from './symbols';
import { traceError } from './trace-error';
import type { TraceInput } from './trace-input';

export interface TraceOptions {
  /** Names of free sizes that no input has: each is the count given to a `trueIndices` in the function, and is read from its result when the exported graph runs. */
  readonly counts?: readonly string[];
}

/** To a function that computes differently at one choice of sizes, because one of them is a size of its own, another is given. */
const ATTEMPTS = 3;

/**
 * Exports a function of tensors as an ONNX model, by recording what it does at two choices of its free sizes; nothing is computed. Sizes that are not the same both times (products of up to three
 * free sizes with a number, or one plus a number) are computed from the real ones when the exported graph runs. Tensors that the function uses besides its inputs (variables, constants) are
 * stored in the model.
 *
 * @param run gets the inputs by name, and the sizes that stand for the free ones by name, and returns the outputs by name. It is called twice or more, does the same each time, and must not read data.
 * @param inputs shapes and types by name; an axis with a name is free.
 * @returns the bytes of the ONNX file.
 * @throws {OrtBackendError} `ORT_WRONG_BACKEND` if another backend is active; `ORT_TRACE_FAILED` if a free size has become data, which would fix it in the model, if the function does something else
 * at other sizes, or if a size that is found in data is needed to find it.
 */
export function traceToOnnx(
  run: (inputs: Record<string, tf.Tensor>, sizes: Readonly<Record<string, number>>) => Record<string, tf.Tensor>,
  inputs: Readonly<Record<string, TraceInput>>,
  { counts = [] }: TraceOptions = {},
): Uint8Array {
  const backend = ortBackend();
  const axes = Object.values(inputs).flatMap(({ shape }) => shape.filter((size) => typeof size === 'string'));
  const names = [...new Set([...axes, ...counts])];
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const primes = markedSizes(names, attempt);
    const [first, second] = [0, 1].map((choice) =>
      recordTrace(run, inputs, Object.fromEntries(names.map((name) => [name, primes[name]![choice as 0 | 1]])), backend),
    ) as [Trace, Trace];
    // Plans number values in place, and the first is the one that is exported.
    const otherPlan = planTrace(second);
    const otherWiring = wiring(otherPlan);
    const plan = planTrace(first);
    const known = wiring(plan);
    if (known.length === otherWiring.length && known.every((node, index) => node === otherWiring[index])) {
      return exportTraces({ ...first, plan }, { ...second, plan: otherPlan }, new SymbolTable(primes));
    }
  }
  throw traceError('the function does not do the same at all sizes, so that no one graph can stand for it');
}

interface PlannedTrace extends Trace {
  readonly plan: Plan;
}

/** Writes the first trace down, with the sizes in which the second differs computed. */
function exportTraces(first: PlannedTrace, second: PlannedTrace, symbols: SymbolTable): Uint8Array {
  const { plan } = first;
  const sizes = new SizeNodes(symbols, symbolSources(first, second, symbols));
  const nodes: OnnxNode[] = [];
  const initializers: OnnxTensor[] = [];
  const vectors = new Map<GraphConstant, SizePair[]>();
  for (const [index, constant] of plan.constants.entries()) {
    const other = second.plan.constants[index]!;
    const vector = sizes.symbolicVector(constant, other);
    if (vector !== null) {
      vectors.set(constant, vector);
      continue;
    }
    refuseDifference(constant.data, other.data);
    initializers.push(constantTensor(`c${constant.index}`, constant));
  }
  const others = [...second.plan.leaves, ...second.plan.frozen];
  for (const [index, value] of [...plan.leaves, ...plan.frozen].entries()) {
    refuseSymbolicData(value, others[index]!);
    initializers.push(hostTensor(storedName(value), value));
  }
  const nameOf = (input: GraphValue | GraphConstant): string => {
    if (input instanceof GraphConstant) {
      const vector = vectors.get(input);
      return vector ? sizes.vector(vector) : `c${input.index}`;
    }
    if (input.producer !== null) return valueName(input.producer, input.outputIndex);
    return input.placeholder ?? storedName(input);
  };
  for (const [index, node] of plan.nodes.entries()) nodes.push(exportNode(node, second.plan.nodes[index]!, sizes, vectors, nameOf));
  for (const [name, value] of first.outputs) {
    nodes.push({ op: 'Identity', domain: '', inputs: [nameOf(value)], outputs: [name], attributes: null });
  }
  const infos = (values: ReadonlyMap<string, GraphValue>, otherValues: ReadonlyMap<string, GraphValue>): OnnxValueInfo[] =>
    [...values].map(([name, value]) => valueInfo(name, value, otherValues.get(name)!, sizes));
  return writeModel({
    nodes: inOrder([...sizes.nodes, ...nodes]),
    initializers: [...initializers, ...sizes.initializers],
    inputs: infos(first.inputs, second.inputs),
    outputs: infos(first.outputs, second.outputs),
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

function exportNode(
  node: GraphNode,
  other: GraphNode,
  sizes: SizeNodes,
  vectors: ReadonlyMap<GraphConstant, SizePair[]>,
  nameOf: (input: GraphValue | GraphConstant) => string,
): OnnxNode {
  const target = node.inputs[1];
  const vector = node.op === 'Reshape' && target instanceof GraphConstant ? vectors.get(target) : undefined;
  if (vector === undefined) return onnxNode(node, nameOf);
  const before = pairs((node.inputs[0] as GraphValue).shape, (other.inputs[0] as GraphValue).shape);
  const { wire, zeroCopies } = sizes.reshapeTarget(before, vector);
  const exported = onnxNode(node, (input) => (input === target ? wire : nameOf(input)));
  return zeroCopies ? { ...exported, attributes: null } : exported;
}

const storedName = (value: GraphValue) => (value.frozenId !== 0 ? `f${value.index}` : `l${value.index}`);

const pairs = (first: readonly number[], second: readonly number[]): SizePair[] => first.map((size, axis) => [size, second[axis]!]);

function valueInfo(name: string, value: GraphValue, other: GraphValue, sizes: SizeNodes): OnnxValueInfo {
  const shape = pairs(value.shape, other.shape).map((size) => {
    const symbolic = sizes.read(size);
    return symbolic === null ? { value: size[0] } : { symbol: sizes.symbols.print(symbolic) };
  });
  return { name, type: value.type, shape };
}

/** Each symbol's axis: that of an input which has its name, or the number of indices that an operation finds in data. */
function symbolSources(first: PlannedTrace, second: PlannedTrace, symbols: SymbolTable): Map<string, SymbolSource> {
  const sources = new Map<string, SymbolSource>();
  const isSize = (one: number | undefined, other: number | undefined, prime: SizePair): boolean => one === prime[0] && other === prime[1];
  for (const [symbol, prime] of Object.entries(symbols.primes)) {
    for (const [wire, { shape }] of first.inputs) {
      const axis = shape.findIndex((size, index) => isSize(size, second.inputs.get(wire)!.shape[index], prime));
      if (axis >= 0 && !sources.has(symbol)) sources.set(symbol, { wire, axis });
    }
    const found = first.plan.nodes.find(
      ({ op, outputs }, index) => op === 'NonZero' && isSize(outputs[0]!.shape[1], second.plan.nodes[index]!.outputs[0]!.shape[1], prime),
    );
    if (found !== undefined && !sources.has(symbol)) sources.set(symbol, { wire: valueName(found, 0), axis: 1 });
    if (!sources.has(symbol)) throw traceError(`no input has an axis '${symbol}', and no trueIndices in the function has this count`);
  }
  return sources;
}

function refuseSymbolicData(value: GraphValue, other: GraphValue): void {
  if (value.shape.join() !== other.shape.join()) {
    throw traceError(
      `a tensor of shape [${value.shape}] was made from data on the host, so its size cannot follow a free size; make it on the backend ` +
        `(tf.range, tf.fill, tf.zerosLike and comparisons of them do)`,
    );
  }
  if (value.host !== other.host) refuseDifference(value.host!, other.host!);
}

/** Data of a model is the same whatever its free sizes are. */
function refuseDifference(first: ArrayLike<number>, second: ArrayLike<number>): void {
  for (let index = 0; index < first.length; index++) {
    if (Object.is(first[index], second[index])) continue;
    throw traceError(
      `the number ${first[index]} is a free size of the trace used as data, or computed from one (it is ${second[index]} at another size), or drawn at random, and would be ` +
        `fixed in the model`,
    );
  }
}

function ortBackend(): OrtBackend {
  if (tf.getBackend() !== BACKEND_NAME) {
    throw new OrtBackendError(
      'ORT_WRONG_BACKEND',
      `traceToOnnx needs the backend 'ort', but '${tf.getBackend()}' is active: call 'await tf.setBackend("ort")' first.`,
    );
  }
  return tf.backend() as OrtBackend;
}
