type Column = Float64Array | Int32Array | Uint32Array | Uint8Array;

const FIRST_CAPACITY = 64;

/** A column of numbers whose length is not known beforehand: a typed array that doubles, so that a number takes as many bytes as its type does. */
export class GrowingColumn<Values extends Column> {
  readonly #make: new (
    length: number,
  ) => Values;
  /** With room for more than `length` numbers. */
  values: Values;
  length = 0;

  constructor(make: new (length: number) => Values) {
    this.#make = make;
    this.values = new make(FIRST_CAPACITY);
  }

  push(value: number): void {
    if (this.length === this.values.length) {
      const larger = new this.#make(2 * this.length);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.length] = value;
    this.length += 1;
  }

  /** Adds to the number at a place that was pushed. */
  add(place: number, value: number): void {
    this.values[place]! += value;
  }

  /** The first numbers; all of them if not said otherwise. */
  toArray(length = this.length): Values {
    return this.values.slice(0, length) as Values;
  }
}
