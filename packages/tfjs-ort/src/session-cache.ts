import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { createSession } from './create-session';
import { OrtBackendError } from './errors';
import { feedLeaves } from './feed-leaves';
import type { Plan } from './graph/plan';
import type { HostArray } from './graph/value';
import { LeastRecentlyUsed } from './least-recently-used';
import { modelFromPlan, outputName } from './onnx/from-plan';
import { writeModel } from './onnx/model';
import { options, statistics } from './options';

/** A graph as ONNX Runtime holds it. */
export interface CompiledGraph {
  readonly session: InferenceSession;
  readonly nodes: number;
  readonly frozenIds: readonly number[];
}

/** Compiled graphs by provider and structure. Calls must not overlap: the backend runs one graph at a time. */
export class SessionCache {
  readonly #graphs = new LeastRecentlyUsed<CompiledGraph>();
  readonly #disposedFrozenIds = new Set<number>();

  /** Computes the plan's outputs and stores each in its value. */
  async run(plan: Plan): Promise<void> {
    const results = await this.execute((await this.find(plan.key)) ?? (await this.compile(plan)), feedLeaves(plan));
    for (const output of plan.outputs) output.host = results[outputName(output)]!.data as HostArray;
    // Only now: the names come from the producers, and a value may be an output and the input of another output's node.
    for (const output of plan.outputs) output.producer = null;
  }

  /** The compiled graph of this structure for the provider that the options name, if it is still held. */
  async find(planKey: string): Promise<CompiledGraph | undefined> {
    await this.#evictDisposed();
    const known = this.#graphs.use(keyOf(planKey));
    if (known !== undefined) statistics.hits++;
    return known;
  }

  /** Compiles a graph that is not held yet. */
  async compile(plan: Plan): Promise<CompiledGraph> {
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
    const graph = { session, nodes: plan.nodes.length, frozenIds: plan.frozen.map((value) => value.frozenId) };
    this.#graphs.set(keyOf(plan.key), graph);
    await this.#release(this.#graphs.takeBeyond(options.cacheSize));
    return graph;
  }

  /** Runs a compiled graph; results are by the names of its outputs. */
  async execute({ session, nodes }: CompiledGraph, feeds: Record<string, Tensor>): Promise<Record<string, Tensor>> {
    const start = performance.now();
    let results: InferenceSession.OnnxValueMapType;
    try {
      results = await session.run(feeds);
    } catch (cause) {
      throw new OrtBackendError('ORT_RUN_FAILED', `ONNX Runtime could not run a graph of ${nodes} nodes: ${messageOf(cause)}`, { cause });
    }
    statistics.runMs += performance.now() - start;
    statistics.runs++;
    statistics.nodes = nodes;
    return results as Record<string, Tensor>;
  }

  /** Forgets graphs that hold the data of a frozen tensor which is gone. */
  releaseFrozen(frozenId: number): void {
    this.#disposedFrozenIds.add(frozenId);
  }

  async clear(): Promise<void> {
    await this.#release(this.#graphs.takeWhere(() => true));
  }

  async #evictDisposed(): Promise<void> {
    if (this.#disposedFrozenIds.size === 0) return;
    await this.#release(this.#graphs.takeWhere(({ frozenIds }) => frozenIds.some((id) => this.#disposedFrozenIds.has(id))));
    this.#disposedFrozenIds.clear();
  }

  async #release(graphs: readonly CompiledGraph[]): Promise<void> {
    statistics.graphs = this.#graphs.size;
    for (const { session } of graphs) await session.release();
  }
}

function keyOf(planKey: string): string {
  return `${options.provider}\n${planKey}`;
}

function operatorsOf(plan: Plan): string {
  return [...new Set(plan.nodes.map((node) => node.op))].slice(0, 12).join(', ');
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
