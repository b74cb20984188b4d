/** What is kept by name as long as it is among the last that were used. */
export class LeastRecentlyUsed<Value> {
  /** A map keeps the order of insertion, so what was used last is inserted anew. */
  readonly #values = new Map<string, Value>();

  get size(): number {
    return this.#values.size;
  }

  /** Finds a value and counts it as used. */
  use(key: string): Value | undefined {
    const value = this.#values.get(key);
    if (value !== undefined) this.set(key, value);
    return value;
  }

  /** Keeps a value, as the one used last. */
  set(key: string, value: Value): void {
    this.#values.delete(key);
    this.#values.set(key, value);
  }

  /** Takes out what was not used for longest until at most so many values are left, one at least. */
  takeBeyond(limit: number): Value[] {
    const beyond = Math.max(0, this.#values.size - Math.max(1, limit));
    return this.#take([...this.#values.keys()].slice(0, beyond));
  }

  /** Takes out what fits a condition. */
  takeWhere(fits: (value: Value) => boolean): Value[] {
    return this.#take([...this.#values].flatMap(([key, value]) => (fits(value) ? [key] : [])));
  }

  delete(key: string): void {
    this.#values.delete(key);
  }

  #take(keys: readonly string[]): Value[] {
    return keys.map((key) => {
      const value = this.#values.get(key)!;
      this.#values.delete(key);
      return value;
    });
  }
}
