import type { Tensor } from 'onnxruntime-node';
// The public API only wraps these calls in promises; the native session itself is synchronous.
import { type Binding, binding, initOrt } from 'onnxruntime-node/dist/binding.js';
import { OrtBackendError } from './errors';
import { feedLeaves } from './feed-leaves';
import type { Plan } from './graph/plan';
import type { HostArray } from './graph/value';
import { LeastRecentlyUsed } from './least-recently-used';
import { modelFromPlan, outputName } from './onnx/from-plan';
import { writeModel } from './onnx/model';
import { options, statistics } from './options';
import { sessionOptions } from './session-options';

interface CompiledGraph {
  readonly session: Binding.InferenceSession;
  readonly frozenIds: readonly number[];
}

/** Compiled graphs for reads that cannot wait (`dataSync`), by structure. They always run on the CPU. */
export class SynchronousSessions {
  readonly #graphs = new LeastRecentlyUsed<CompiledGraph>();

  /** Computes the plan's outputs and stores each in its value. */
  run(plan: Plan): void {
    try {
      const { session } = this.#compiled(plan);
      const feeds = feedLeaves(plan);
      const start = performance.now();
      const results = session.run(feeds, Object.fromEntries(plan.outputs.map((output) => [outputName(output), null])), {});
      statistics.runMs += performance.now() - start;
      for (const output of plan.outputs) output.host = (results[outputName(output)] as Tensor).data as HostArray;
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new OrtBackendError('ORT_RUN_FAILED', `ONNX Runtime could not compute a graph of ${plan.nodes.length} nodes: ${reason}`, {
        cause,
      });
    }
    statistics.runs++;
    statistics.nodes = plan.nodes.length;
    for (const output of plan.outputs) output.producer = null;
  }

  /** Forgets graphs that hold the data of a frozen tensor which is gone. */
  releaseFrozen(frozenId: number): void {
    release(this.#graphs.takeWhere(({ frozenIds }) => frozenIds.includes(frozenId)));
  }

  clear(): void {
    release(this.#graphs.takeWhere(() => true));
  }

  #compiled(plan: Plan): CompiledGraph {
    const known = this.#graphs.use(plan.key);
    if (known !== undefined) {
      statistics.hits++;
      return known;
    }
    statistics.misses++;
    const start = performance.now();
    initOrt();
    const session = new binding.InferenceSession();
    const model = writeModel(modelFromPlan(plan));
    session.loadModel(model.buffer as ArrayBuffer, model.byteOffset, model.byteLength, sessionOptions());
    statistics.compileMs += performance.now() - start;
    const graph = { session, frozenIds: plan.frozen.map((value) => value.frozenId) };
    this.#graphs.set(plan.key, graph);
    release(this.#graphs.takeBeyond(options.cacheSize));
    return graph;
  }
}

function release(graphs: readonly CompiledGraph[]): void {
  for (const { session } of graphs) session.dispose();
}
