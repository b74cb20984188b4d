import { GrowingColumn } from './growing-column';

/** Sums of several quantities over the items of each group: what figures that are quotients of sums need, however groups are weighted. */
export class GroupSums {
  readonly #columns: number;
  /** Row of each group plus 1; 0 for a group without items. */
  readonly #rowOf = new GrowingColumn(Int32Array);
  readonly #groups = new GrowingColumn(Int32Array);
  readonly #values = new GrowingColumn(Float64Array);

  constructor(columns: number) {
    this.#columns = columns;
  }

  add(group: number, column: number, value: number): void {
    while (this.#rowOf.length <= group) this.#rowOf.push(0);
    let row = this.#rowOf.values[group]! - 1;
    if (row === -1) {
      row = this.#groups.length;
      this.#rowOf.add(group, row + 1);
      this.#groups.push(group);
      for (let each = 0; each < this.#columns; each += 1) this.#values.push(0);
    }
    this.#values.add(row * this.#columns + column, value);
  }

  /** The sum of each column, each group counting as often as its weight says. */
  weighted(weights: Uint32Array): Float64Array {
    const columns = this.#columns;
    const [groups, values] = [this.#groups.values, this.#values.values];
    const sums = new Float64Array(columns);
    for (let row = 0, place = 0; row < this.#groups.length; row += 1) {
      const weight = weights[groups[row]!]!;
      if (weight === 0) place += columns;
      else for (let column = 0; column < columns; column += 1, place += 1) sums[column]! += weight * values[place]!;
    }
    return sums;
  }

  /** Groups of which one of the columns is not 0. */
  groupsWith(...columns: readonly number[]): number {
    let count = 0;
    for (let row = 0; row < this.#groups.length; row += 1) {
      if (columns.some((column) => this.#values.values[row * this.#columns + column] !== 0)) count += 1;
    }
    return count;
  }
}
