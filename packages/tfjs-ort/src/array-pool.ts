import { ElementType, type HostArray } from './graph/value';

/** Arrays that nobody took for this many runs are left to the garbage collector. */
const KEPT_RUNS = 3;

/**
 * Arrays of disposed tensors, for the results of later runs. A training step replaces every variable: with fresh arrays, ONNX Runtime would allocate and
 * copy them out, and the system would have to clear each page anew.
 */
export class ArrayPool {
  readonly #free = new Map<string, { array: HostArray; run: number }[]>();
  #run = 0;

  take(type: ElementType, size: number): HostArray {
    return this.#free.get(`${type}:${size}`)?.pop()?.array ?? makeArray(type, size);
  }

  /** Takes an array that nothing refers to any more. */
  give(type: ElementType, array: HostArray): void {
    const key = `${type}:${array.length}`;
    const list = this.#free.get(key);
    if (list === undefined) this.#free.set(key, [{ array, run: this.#run }]);
    else list.push({ array, run: this.#run });
  }

  /** Marks the end of a run. */
  age(): void {
    this.#run++;
    for (const [key, list] of this.#free) {
      const recent = list.filter(({ run }) => this.#run - run <= KEPT_RUNS);
      if (recent.length > 0) this.#free.set(key, recent);
      else this.#free.delete(key);
    }
  }
}

export function makeArray(type: ElementType, size: number): HostArray {
  if (type === ElementType.float) return new Float32Array(size);
  return type === ElementType.int32 ? new Int32Array(size) : new Uint8Array(size);
}
