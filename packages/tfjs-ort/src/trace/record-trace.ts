import * as tf from '@tensorflow/tfjs-core';
import type { OrtBackend } from '../backend';
import { emit } from '../graph/emit';
import { type Plan, planGraph } from '../graph/plan';
import { GraphConstant, type GraphNode, type GraphValue } from '../graph/value';
import { placeholder } from './placeholder';
import type { TraceInput } from './trace-input';

/** What a function does, at one choice of sizes. */
export interface Trace {
  readonly inputs: ReadonlyMap<string, GraphValue>;
  readonly outputs: ReadonlyMap<string, GraphValue>;
}

/** Calls a function on placeholders of the given sizes; nothing is computed, and no tensor is left. */
export function recordTrace(
  run: (inputs: Record<string, tf.Tensor>, sizes: Readonly<Record<string, number>>) => Record<string, tf.Tensor>,
  described: Readonly<Record<string, TraceInput>>,
  sizes: Readonly<Record<string, number>>,
  backend: OrtBackend,
): Trace {
  const inputs = new Map<string, GraphValue>();
  const outputs = new Map<string, GraphValue>();
  tf.tidy(() => {
    const tensors: Record<string, tf.Tensor> = {};
    for (const [name, { shape, dtype }] of Object.entries(described)) {
      const tensor = placeholder(
        backend,
        shape.map((size) => (typeof size === 'string' ? sizes[size]! : size)),
        dtype,
      );
      const value = backend.value(tensor);
      value.placeholder = name;
      inputs.set(name, value);
      tensors[name] = tensor;
    }
    for (const [name, tensor] of Object.entries(run(tensors, sizes))) {
      const value = backend.value(tensor);
      outputs.set(name, value.producer === null ? emit('Identity', [value], value.shape, value.type) : value);
    }
  });
  return { inputs, outputs };
}

/** The plan of a trace. Planning numbers nodes in place, so the plan of one trace has to be {@link wiring described} before another is planned that shares values with it. */
export function planTrace({ outputs }: Trace): Plan {
  return planGraph([...outputs.values()]);
}

/** The form of a plan without its sizes: each node's operator and attributes, and where its inputs come from. */
export function wiring({ nodes }: Plan): string[] {
  return nodes.map((node) => [node.signature, ...node.inputs.map(origin)].join('|'));
}

function origin(input: GraphNode['inputs'][number]): string {
  if (input === null) return '';
  if (input instanceof GraphConstant) return `c${input.index}`;
  if (input.producer !== null) return `${input.producer.index}.${input.outputIndex}`;
  if (input.placeholder !== null) return `p${input.placeholder}`;
  return `${input.frozenId !== 0 ? 'f' : 'l'}${input.index}`;
}
