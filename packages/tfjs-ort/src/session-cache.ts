import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { createSession } from './create-session';
import { OrtBackendError } from './errors';
import { feedLeaves } from './feed-leaves';
import type { Plan } from './graph/plan';
import type { HostArray } from './graph/value';
import { modelFromPlan, outputName } from './onnx/from-plan';
import { writeModel } from './onnx/model';
import { options, statistics } from './options';

interface CompiledGraph {
  readonly session: InferenceSession;
  readonly frozenIds: readonly number[];
}

/** Compiled graphs by provider and structure, least recently used first. Calls must not overlap: the backend runs one graph at a time. */
export class SessionCache {
  readonly #graphs = new Map<string, CompiledGraph>();
  readonly #disposedFrozenIds = new Set<number>();

  /** Computes the plan's outputs and stores each in its value. */
  async run(plan: Plan): Promise<void> {
    await this.#evictDisposed();
    const graph = await this.#compiled(plan);
    const feeds = feedLeaves(plan);
    const start = performance.now();
    let results: InferenceSession.OnnxValueMapType;
    try {
      results = await graph.session.run(feeds);
    } catch (cause) {
      throw new OrtBackendError('ORT_RUN_FAILED', `ONNX Runtime could not run a graph of ${plan.nodes.length} nodes: ${messageOf(cause)}`, {
        cause,
      });
    }
    statistics.runMs += performance.now() - start;
    statistics.runs++;
    statistics.nodes = plan.nodes.length;
    for (const output of plan.outputs) output.host = (results[outputName(output)] as Tensor).data as HostArray;
    // Only now: the names come from the producers, and a value may be an output and the input of another output's node.
    for (const output of plan.outputs) output.producer = null;
  }

  /** Forgets graphs that hold the data of a frozen tensor which is gone. */
  releaseFrozen(frozenId: number): void {
    this.#disposedFrozenIds.add(frozenId);
  }

  async clear(): Promise<void> {
    for (const key of [...this.#graphs.keys()]) await this.#release(key);
  }

  async #compiled(plan: Plan): Promise<CompiledGraph> {
    const key = `${options.provider}\n${plan.key}`;
    const known = this.#graphs.get(key);
    if (known !== undefined) {
      statistics.hits++;
      this.#graphs.delete(key);
      this.#graphs.set(key, known);
      return known;
    }
    statistics.misses++;
    const start = performance.now();
    let session: InferenceSession;
    try {
      session = await createSession(writeModel(modelFromPlan(plan)));
    } catch (cause) {
      throw new OrtBackendError(
        'ORT_RUN_FAILED',
        `ONNX Runtime could not compile a graph of ${plan.nodes.length} nodes (${operatorsOf(plan)}): ${messageOf(cause)}`,
        { cause },
      );
    }
    statistics.compileMs += performance.now() - start;
    const graph = { session, frozenIds: plan.frozen.map((value) => value.frozenId) };
    this.#graphs.set(key, graph);
    while (this.#graphs.size > Math.max(1, options.cacheSize)) await this.#release(this.#graphs.keys().next().value!);
    statistics.graphs = this.#graphs.size;
    return graph;
  }

  async #evictDisposed(): Promise<void> {
    if (this.#disposedFrozenIds.size === 0) return;
    for (const [key, { frozenIds }] of [...this.#graphs]) {
      if (frozenIds.some((id) => this.#disposedFrozenIds.has(id))) await this.#release(key);
    }
    this.#disposedFrozenIds.clear();
  }

  async #release(key: string): Promise<void> {
    const graph = this.#graphs.get(key)!;
    this.#graphs.delete(key);
    statistics.graphs = this.#graphs.size;
    await graph.session.release();
  }
}

function operatorsOf(plan: Plan): string {
  return [...new Set(plan.nodes.map((node) => node.op))].slice(0, 12).join(', ');
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
