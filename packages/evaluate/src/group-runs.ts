import { GrowingColumn } from './growing-column';

/** How often groups occur in each of several runs of items: run k is described by the entries from `start[k]` up to `start[k + 1]`, each group once. */
export interface GroupRuns {
  /** One more than there are runs. */
  readonly start: Uint32Array;
  readonly group: Int32Array;
  readonly count: Uint32Array;
}

/** The items of a run, each counting as often as its group does. */
export function runWeight({ start, group, count }: GroupRuns, run: number, weights: Uint32Array): number {
  let sum = 0;
  const end = start[run + 1]!;
  for (let entry = start[run]!; entry < end; entry += 1) sum += count[entry]! * weights[group[entry]!]!;
  return sum;
}

/** Counts the groups of items run by run. */
export class GroupRunsBuilder {
  readonly #start = new GrowingColumn(Uint32Array);
  readonly #group = new GrowingColumn(Int32Array);
  readonly #count = new GrowingColumn(Uint32Array);
  /** Where each group was last entered; it is in the current run if that is not before the run's first entry. */
  readonly #entryOf: Int32Array;
  #runStart = 0;

  constructor(groups: number) {
    this.#entryOf = new Int32Array(groups).fill(-1);
    this.#start.push(0);
  }

  get runs(): number {
    return this.#start.length - 1;
  }

  add(group: number): void {
    const entry = this.#entryOf[group]!;
    if (entry >= this.#runStart) this.#count.add(entry, 1);
    else {
      this.#entryOf[group] = this.#group.length;
      this.#group.push(group);
      this.#count.push(1);
    }
  }

  closeRun(): void {
    this.#runStart = this.#group.length;
    this.#start.push(this.#runStart);
  }

  /** The first runs; all that were closed if not said otherwise. */
  build(runs = this.runs): GroupRuns {
    const start = this.#start.toArray(runs + 1);
    const entries = start.at(-1)!;
    return { start, group: this.#group.toArray(entries), count: this.#count.toArray(entries) };
  }
}
