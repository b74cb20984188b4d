import { type backend_util, type DataId, DataStorage, type DataType, engine, KernelBackend, type TensorInfo } from '@tensorflow/tfjs-core';
import { OrtBackendError } from './errors';
import { reshape } from './graph/emit';
import { planGraph } from './graph/plan';
import { dtypeOf, elementTypeOf, GraphValue, type HostArray, sizeOf } from './graph/value';
import { statistics } from './options';
import { SessionCache } from './session-cache';
import { SynchronousSessions } from './synchronous-sessions';

type BackendValues = backend_util.BackendValues;

/** What a data id stands for: a value of the graph, or data that never enters a graph (strings, complex numbers). */
interface TensorData {
  readonly dtype: DataType;
  readonly value: GraphValue | null;
  readonly hostOnly: BackendValues | null;
  refCount: number;
}

/**
 * The TensorFlow.js backend `ort`. Its kernels append nodes to a pending graph; reading a tensor compiles the pending graph with ONNX Runtime
 * (once per structure), runs it, and stores the data of every tensor that is still alive.
 */
export class OrtBackend extends KernelBackend {
  readonly #storage = new DataStorage<TensorData>(this, engine());
  /** Living tensors whose data has not been computed. */
  readonly #pending = new Set<TensorData>();
  readonly #sessions = new SessionCache();
  readonly #synchronousSessions = new SynchronousSessions();
  #running: Promise<void> | null = null;
  #nextFrozenId = 1;

  override write(values: BackendValues, shape: number[], dtype: DataType): DataId {
    const dataId = {};
    this.move(dataId, values, shape, dtype, 1);
    return dataId;
  }

  override move(dataId: DataId, values: BackendValues, shape: number[], dtype: DataType, refCount: number): void {
    if (dtype === 'string' || dtype === 'complex64') {
      this.#storage.set(dataId, { dtype, value: null, hostOnly: values, refCount });
      return;
    }
    const value = new GraphValue(shape, elementTypeOf(dtype));
    value.host = typedArray(values, dtype);
    this.#storage.set(dataId, { dtype, value, hostOnly: null, refCount });
  }

  /** The graph value behind a tensor, in the tensor's own shape. */
  value(tensor: TensorInfo): GraphValue {
    const { value } = this.#storage.get(tensor.dataId);
    if (value === null) {
      throw new OrtBackendError('ORT_DTYPE_UNSUPPORTED', `Backend 'ort' computes with float32, int32 and bool, not with ${tensor.dtype}.`);
    }
    return reshape(value, tensor.shape);
  }

  /** Makes a tensor of a graph value; kernels return it. */
  tensor(value: GraphValue): TensorInfo {
    const dataId = {};
    const dtype = dtypeOf(value.type);
    let known = value;
    if (value.host === null && !value.traced && sizeOf(value.shape) === 0) {
      known = new GraphValue(value.shape, value.type);
      known.host = typedArray([], dtype);
    }
    const data: TensorData = { dtype, value: known, hostOnly: null, refCount: 1 };
    this.#storage.set(dataId, data);
    if (known.host === null && !known.traced) this.#pending.add(data);
    return { dataId, shape: value.shape as number[], dtype };
  }

  /** A tensor's data if the host has it: not while it is still to be computed. */
  host(tensor: TensorInfo): HostArray | null {
    return this.#storage.get(tensor.dataId).value?.host ?? null;
  }

  /** Makes a tensor of data that the host has. */
  leaf(host: HostArray, { shape, type }: Pick<GraphValue, 'shape' | 'type'>): TensorInfo {
    const value = new GraphValue(shape, type);
    value.host = host;
    return this.tensor(value);
  }

  /** Declares that a tensor's data never changes, so that compiled graphs may hold and rearrange it. */
  freeze(tensor: TensorInfo): void {
    const { value } = this.#storage.get(tensor.dataId);
    if (value === null || value.traced) {
      throw new OrtBackendError('ORT_DTYPE_UNSUPPORTED', `Only tensors with data of type float32, int32 or bool can be frozen.`);
    }
    if (value.frozenId === 0) value.frozenId = this.#nextFrozenId++;
  }

  override async read(dataId: DataId): Promise<BackendValues> {
    const { value, hostOnly } = this.#storage.get(dataId);
    if (value === null) return hostOnly!;
    if (value.traced) throw placeholderError(value);
    while (value.host === null) await this.#flush(value);
    return value.host;
  }

  override readSync(dataId: DataId): BackendValues {
    const { value, hostOnly } = this.#storage.get(dataId);
    if (value === null) return hostOnly!;
    if (value.traced) throw placeholderError(value);
    if (value.host === null) this.#compute(value);
    return value.host!;
  }

  /** Runs the pending graph at once. A graph that is being awaited cannot be waited for here. */
  #compute(requested: GraphValue): void {
    if (this.#running !== null) {
      throw new OrtBackendError(
        'ORT_DATA_PENDING',
        `Backend 'ort' is computing for an 'await tensor.data()' that has not returned, so this tensor of shape [${requested.shape}] cannot be ` +
          `read by 'tensor.dataSync()' now: use 'await tensor.data()', or wait for the other read first.`,
      );
    }
    const outputs = new Set([requested]);
    for (const { value } of this.#pending) outputs.add(value!);
    try {
      this.#synchronousSessions.run(planGraph([...outputs]));
    } catch (error) {
      // The fault may lie in another living tensor, which must not keep this one from being read.
      if (outputs.size === 1) throw error;
      this.#synchronousSessions.run(planGraph([requested]));
    }
    for (const data of this.#pending) if (data.value!.host !== null) this.#pending.delete(data);
  }

  /** Runs the pending graph. Only one graph runs at a time; a later one sees the results of the earlier as leaves. */
  async #flush(requested: GraphValue): Promise<void> {
    if (this.#running !== null) {
      await this.#running.catch(() => undefined);
      if (requested.host !== null || this.#running !== null) return;
    }
    const outputs = new Set([requested]);
    for (const { value } of this.#pending) outputs.add(value!);
    try {
      await this.#runAlone(() => this.#run([...outputs], requested));
    } finally {
      for (const data of this.#pending) if (data.value!.host !== null) this.#pending.delete(data);
    }
  }

  /** Gives a task the compiled graphs for itself, once no graph is running. */
  async withSessions<Result>(task: (sessions: SessionCache) => Promise<Result>): Promise<Result> {
    while (this.#running !== null) await this.#running.catch(() => undefined);
    let result!: Result;
    await this.#runAlone(async () => {
      result = await task(this.#sessions);
    });
    return result;
  }

  async #runAlone(task: () => Promise<void>): Promise<void> {
    this.#running = task();
    try {
      await this.#running;
    } finally {
      this.#running = null;
    }
  }

  async #run(outputs: GraphValue[], requested: GraphValue): Promise<void> {
    const start = performance.now();
    const plan = planGraph(outputs);
    statistics.planMs += performance.now() - start;
    try {
      await this.#sessions.run(plan);
    } catch (error) {
      // The fault may lie in another living tensor, which must not keep this one from being read.
      if (outputs.length === 1) throw error;
      await this.#sessions.run(planGraph([requested]));
    }
  }

  override refCount(dataId: DataId): number {
    return this.#storage.has(dataId) ? this.#storage.get(dataId).refCount : 0;
  }

  override incRef(dataId: DataId): void {
    this.#storage.get(dataId).refCount++;
  }

  override disposeData(dataId: DataId, force = false): boolean {
    if (!this.#storage.has(dataId)) return true;
    const data = this.#storage.get(dataId);
    data.refCount--;
    if (!force && data.refCount > 0) return false;
    this.#storage.delete(dataId);
    this.#pending.delete(data);
    if (data.value !== null && data.value.frozenId !== 0) {
      this.#sessions.releaseFrozen(data.value.frozenId);
      this.#synchronousSessions.releaseFrozen(data.value.frozenId);
    }
    return true;
  }

  override numDataIds(): number {
    return this.#storage.numDataIds();
  }

  override memory(): { unreliable: boolean } {
    return { unreliable: false };
  }

  override floatPrecision(): 16 | 32 {
    return 32;
  }

  override timerAvailable(): boolean {
    return false;
  }

  override async time(run: () => void): Promise<{ kernelMs: number }> {
    const start = performance.now();
    run();
    return { kernelMs: performance.now() - start };
  }

  override dispose(): void {
    void this.#sessions.clear();
    this.#synchronousSessions.clear();
  }
}

function placeholderError(value: GraphValue): OrtBackendError {
  return new OrtBackendError(
    'ORT_PLACEHOLDER_EXECUTED',
    `A tensor of shape [${value.shape}] is, or was computed from, an input of a trace or of a captured step: it has no data there and cannot be read. ` +
      `Return it instead.`,
  );
}

function typedArray(values: BackendValues, dtype: DataType): HostArray {
  if (dtype === 'float32') return values instanceof Float32Array ? values : Float32Array.from(values as ArrayLike<number>);
  if (dtype === 'int32') return values instanceof Int32Array ? values : Int32Array.from(values as ArrayLike<number>);
  return values instanceof Uint8Array ? values : Uint8Array.from(values as ArrayLike<number>);
}
