import * as tf from '@tensorflow/tfjs-core';
import type { OrtBackend } from '../backend';
import { feedOf } from '../feed-leaves';
import { BACKEND_NAME } from '../kernels/register';
import { LeastRecentlyUsed } from '../least-recently-used';
import { options } from '../options';
import type { CompiledGraph } from '../session-cache';
import { type Feeds, type Recording, recordStep } from './record-step';

/**
 * A step that {@link capture} made: runs the step on inputs by name, which stay the caller's. When the promise resolves all is computed; the caller disposes
 * the outputs.
 */
export type CapturedStep<Inputs extends tf.NamedTensorMap, Outputs extends tf.NamedTensorMap> = (inputs: Inputs) => Promise<Outputs>;

/**
 * Makes a function that records a step once for each combination of shapes and types of its inputs, and from then on replays the compiled graph without calling the
 * step. What TensorFlow.js does for hundreds of operations, their gradients and their tidying is then paid once.
 *
 * The step may assign variables, and must not read data. What changes from call to call has to be an input or a variable: anything else that it uses (numbers, random
 * numbers, tensors from outside) is fixed when it is recorded. A step that makes or disposes variables, as an optimizer does the first time, is only run. If a step fails,
 * no variable has changed. Calls are run one after the other. Recordings are kept as long as their compiled graphs (`cacheSize`).
 *
 * On any other backend the step is called every time.
 */
export function capture<Inputs extends tf.NamedTensorMap, Outputs extends tf.NamedTensorMap>(
  step: (inputs: Inputs) => Outputs,
): CapturedStep<Inputs, Outputs> {
  const recordings = new LeastRecentlyUsed<Recording>();
  let earlier: Promise<unknown> = Promise.resolve();

  const run = async (inputs: Inputs): Promise<tf.NamedTensorMap> => {
    if (tf.getBackend() !== BACKEND_NAME) return callStep(step, inputs);
    const backend = tf.engine().backend as OrtBackend;
    const key = keyOf(inputs);
    const known = recordings.use(key);
    if (known?.feeds.every(({ source }) => 'input' in source || !source.variable.isDisposed)) {
      const outputs = await replay(known, inputs, backend);
      if (outputs !== null) return outputs;
    }
    recordings.delete(key);
    const { recording, feeds, plan, isSteady } = await recordStep(step, inputs, backend);
    const results = await backend.withSessions(async (sessions) =>
      sessions.execute((await sessions.find(plan.key)) ?? (await sessions.compile(plan)), feeds),
    );
    if (isSteady) recordings.set(key, recording);
    recordings.takeBeyond(options.cacheSize);
    return store(recording, results, backend);
  };

  return (inputs) => {
    const turn = earlier.then(() => run(inputs));
    earlier = turn.catch(() => undefined);
    return turn as Promise<Outputs>;
  };
}

/** Runs a recording on today's data, or returns null if its graph is no longer held. */
async function replay(recording: Recording, inputs: tf.NamedTensorMap, backend: OrtBackend): Promise<tf.NamedTensorMap | null> {
  const tensors = recording.feeds.map(({ source }) => ('input' in source ? inputs[source.input]! : source.variable));
  await Promise.all(tensors.filter((tensor) => backend.host(tensor) === null).map((tensor) => tensor.data()));
  const results = await backend.withSessions(async (sessions) => {
    const graph: CompiledGraph | undefined = await sessions.find(recording.planKey);
    if (graph === undefined) return null;
    const feeds: Feeds = { ...recording.constants };
    for (const [index, { name, value }] of recording.feeds.entries()) feeds[name] = feedOf(backend.host(tensors[index]!)!, value);
    return sessions.execute(graph, feeds);
  });
  return results === null ? null : store(recording, results, backend);
}

/** Puts the results of a run where the step puts them. */
function store(recording: Recording, results: Feeds, backend: OrtBackend): tf.NamedTensorMap {
  const outputs: tf.NamedTensorMap = {};
  for (const { name, value, target } of recording.results) {
    const host = results[name]!.data as Float32Array;
    const tensor = tf.engine().makeTensorFromTensorInfo(backend.leaf(host, value), backend);
    if ('output' in target) {
      outputs[target.output] = tensor;
      tf.keep(tensor);
    } else {
      target.variable.assign(tensor);
      tensor.dispose();
    }
  }
  return outputs;
}

async function callStep(step: (inputs: never) => tf.NamedTensorMap, inputs: tf.NamedTensorMap): Promise<tf.NamedTensorMap> {
  const outputs = tf.tidy(() => step(inputs as never));
  await Promise.all(Object.values(outputs).map((tensor) => tensor.data()));
  return outputs;
}

function keyOf(inputs: tf.NamedTensorMap): string {
  return Object.entries(inputs)
    .map(([name, { dtype, shape }]) => `${name}:${dtype}[${shape.join()}]`)
    .sort()
    .join(' ');
}
