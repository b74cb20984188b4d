import * as tf from '@tensorflow/tfjs-core';
import type { Tensor as OrtTensor } from 'onnxruntime-node';
import type { OrtBackend } from '../backend';
import { feedLeaves } from '../feed-leaves';
import { emit } from '../graph/emit';
import { type Plan, planGraph } from '../graph/plan';
import { type ElementType, elementTypeOf, type GraphValue } from '../graph/value';
import { leafName, outputName } from '../onnx/from-plan';

export type Feeds = Record<string, OrtTensor>;

type Described = Pick<GraphValue, 'shape' | 'type'>;
type Source = { readonly input: string } | { readonly variable: tf.Variable };
type Target = { readonly output: string } | { readonly variable: tf.Variable };

/** What is needed to run a step's graph again: which data goes in under which name, and where the results go. */
export interface Recording {
  readonly planKey: string;
  readonly feeds: readonly { name: string; value: Described; source: Source }[];
  /** Data that the step made or took from outside. */
  readonly constants: Feeds;
  readonly results: readonly { name: string; value: Described; target: Target }[];
}

/** A recording with all that its first run needs. */
export interface RecordedStep {
  recording: Recording;
  plan: Plan;
  feeds: Feeds;
  /** Whether the step leaves the set of variables as it was, so that the recording can be run again. */
  isSteady: boolean;
}

/** Calls a step without computing anything: afterwards variables are as they were, and the graph of the step tells what it does to them. */
export async function recordStep(
  step: (inputs: never) => tf.NamedTensorMap,
  inputs: tf.NamedTensorMap,
  backend: OrtBackend,
): Promise<RecordedStep> {
  const before = currentVariables();
  // What is still to be computed would be recorded with the step.
  await Promise.all([...Object.values(inputs), ...before].map((tensor) => tensor.data()));
  const sources = new Map<GraphValue, Source>();
  const aliases: tf.Tensor[] = [];
  // Each input and variable gets a value of its own: tensors may share their data today and not tomorrow.
  const alias = (tensor: tf.Tensor, source: Source): tf.Tensor => {
    const info = backend.leaf(backend.host(tensor)!, { shape: tensor.shape, type: elementTypeOf(tensor.dtype) });
    const value = backend.value(info);
    value.traced = true;
    sources.set(value, source);
    const copy = tf.keep(tf.engine().makeTensorFromTensorInfo(info, backend));
    aliases.push(copy);
    return copy;
  };
  const stepInputs = Object.fromEntries(Object.entries(inputs).map(([input, tensor]) => [input, alias(tensor, { input })]));
  const originals = new Map<tf.Variable, tf.Tensor>();
  for (const variable of before) {
    if (backend.value(variable).frozenId !== 0) continue;
    const original = alias(variable, { variable });
    originals.set(variable, original);
    variable.assign(original);
  }
  let outputs: tf.NamedTensorMap = {};
  try {
    let returned: tf.Tensor[] = [];
    outputs = tf.tidy(() => {
      const given = step(stepInputs as never);
      returned = Object.values(given);
      return Object.fromEntries(Object.entries(given).map(([output, tensor]) => [output, tf.clone(tensor)]));
    });
    const after = currentVariables();
    const changed = after.filter((variable) => {
      const value = backend.value(variable);
      return originals.has(variable) ? !sources.has(value) : value.traced;
    });
    const recorded = recordGraph(outputs, changed, sources, backend);
    for (const tensor of returned) if (isKept(tensor, aliases)) tensor.dispose();
    const isSteady = after.length === before.length && after.every((variable, index) => variable === before[index]);
    return { ...recorded, isSteady };
  } finally {
    tf.dispose(outputs);
    for (const [variable, original] of originals) if (!variable.isDisposed) variable.assign(original);
    for (const value of sources.keys()) Object.assign(value, { traced: false, view: null });
    tf.dispose(aliases);
  }
}

function recordGraph(
  outputs: tf.NamedTensorMap,
  changed: readonly tf.Variable[],
  sources: ReadonlyMap<GraphValue, Source>,
  backend: OrtBackend,
): Omit<RecordedStep, 'isSteady'> {
  const targets: { value: GraphValue; target: Target }[] = [
    ...changed.map((variable) => ({ value: backend.value(variable), target: { variable } })),
    ...Object.entries(outputs).map(([output, tensor]) => ({ value: backend.value(tensor), target: { output } })),
  ];
  // A result of a graph is made by a node and returned once.
  const taken = new Set<GraphValue>();
  const results = targets.map(({ value, target }) => {
    const result = value.producer === null || taken.has(value) ? emit('Identity', [value], value.shape, value.type) : value;
    taken.add(result);
    return { value: result, target };
  });
  const plan = planGraph(results.map(({ value }) => value));
  const feeds = feedLeaves(plan);
  const constants = { ...feeds };
  const sourced: Recording['feeds'][number][] = [];
  for (const leaf of plan.leaves) {
    const source = sources.get(leaf);
    if (source === undefined) continue;
    const name = leafName(leaf.index);
    sourced.push({ name, value: describe(leaf), source });
    delete constants[name];
  }
  const named = results.map(({ value, target }) => ({ name: outputName(value), value: describe(value), target }));
  return { recording: { planKey: plan.key, feeds: sourced, constants, results: named }, plan, feeds };
}

/** Shape and type without the data and the graph behind a value. */
function describe({ shape, type }: { shape: readonly number[]; type: ElementType }): Described {
  return { shape, type };
}

/** Variables that can take part in a graph. */
function currentVariables(): tf.Variable[] {
  return Object.values(tf.engine().registeredVariables).filter(({ dtype }) => dtype !== 'string' && dtype !== 'complex64');
}

/** Whether a step returned a tensor that outlived its tidying (`tf.keep`), and that nobody else owns. */
function isKept(tensor: tf.Tensor, aliases: readonly tf.Tensor[]): boolean {
  return !tensor.isDisposed && !(tensor instanceof tf.Variable) && !aliases.includes(tensor);
}
