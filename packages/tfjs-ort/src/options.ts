/**
 * What ONNX Runtime computes on. `onnxruntime-node` brings `cpu` and `webgpu` (Vulkan, Metal or DirectX) on every platform; `cuda` and `coreml` need what its
 * documentation says.
 */
export type Provider = 'cpu' | 'webgpu' | 'cuda' | 'coreml';

/** How graphs are compiled and kept. */
export interface OrtOptions {
  /** Where graphs run. A provider that this machine lacks is replaced by `cpu`, with one line of warning. */
  provider: Provider;
  /** Threads for one operator; 0 lets ONNX Runtime choose (the number of physical cores). */
  intraOpThreads: number;
  /** ONNX Runtime's graph rewriting at compile time. */
  graphOptimization: 'disabled' | 'basic' | 'extended' | 'all';
  /** Compiled graphs to keep; the least recently used one is released first. */
  cacheSize: number;
}

export const options: OrtOptions = { provider: 'cpu', intraOpThreads: 0, graphOptimization: 'all', cacheSize: 64 };

/** Changes options for graphs that are compiled from now on. */
export function setOrtOptions(changes: Partial<OrtOptions>): void {
  Object.assign(options, changes);
}

/** Counts since the process started or {@link resetOrtStatistics}. Times are in milliseconds. */
export interface OrtStatistics {
  /** Compiled graphs held now. */
  graphs: number;
  /** Runs that found their graph compiled. */
  hits: number;
  /** Runs that had to compile. */
  misses: number;
  runs: number;
  /** Graph nodes of the last run. */
  nodes: number;
  planMs: number;
  compileMs: number;
  runMs: number;
  /** What the graph compiled last runs on: the provider asked for, or `cpu` where that is missing. */
  provider: Provider;
}

export const statistics: OrtStatistics = {
  graphs: 0,
  hits: 0,
  misses: 0,
  runs: 0,
  nodes: 0,
  planMs: 0,
  compileMs: 0,
  runMs: 0,
  provider: 'cpu',
};

/** A copy of the backend's counters. */
export function ortStatistics(): OrtStatistics {
  return { ...statistics };
}

/** Sets the counters to zero (not the number of graphs held). */
export function resetOrtStatistics(): void {
  Object.assign(statistics, { hits: 0, misses: 0, runs: 0, nodes: 0, planMs: 0, compileMs: 0, runMs: 0 });
}
