/** How a measured quantity is distributed. */
export interface Distribution {
  count: number;
  mean: number;
  median: number;
  /** Nine of ten are at most this. */
  ninetieth: number;
  maximum: number;
  /** Counts of values `from` (included) to `to` (left out, except in the last bin). */
  bins: { from: number; to: number; count: number }[];
}

/** Values are told apart down to this share of a unit. */
const STEPS_PER_UNIT = 1000;

/** Collects numbers in memory bounded by their variety: they are kept to three decimals. */
export class DistributionCounter {
  readonly #counts = new Map<number, number>();
  #count = 0;

  add(value: number): void {
    const step = Math.round(value * STEPS_PER_UNIT);
    this.#counts.set(step, (this.#counts.get(step) ?? 0) + 1);
    this.#count += 1;
  }

  /** @param edges borders of the bins, ascending; the last bin takes everything beyond its start. Null if nothing was added. */
  summarize(edges: readonly number[]): Distribution | null {
    if (this.#count === 0) return null;
    const sorted = [...this.#counts].map(([step, count]) => ({ value: step / STEPS_PER_UNIT, count })).sort((a, b) => a.value - b.value);
    const quantile = (share: number): number => {
      let left = share * this.#count;
      for (const { value, count } of sorted) {
        left -= count;
        if (left <= 0) return value;
      }
      return sorted.at(-1)!.value;
    };
    const bins = edges.slice(0, -1).map((from, index) => ({ from, to: edges[index + 1]!, count: 0 }));
    for (const { value, count } of sorted) {
      const bin = bins.findLast(({ from }) => value >= from);
      if (bin !== undefined) bin.count += count;
    }
    return {
      count: this.#count,
      mean: sorted.reduce((sum, { value, count }) => sum + value * count, 0) / this.#count,
      median: quantile(0.5),
      ninetieth: quantile(0.9),
      maximum: sorted.at(-1)!.value,
      bins,
    };
  }
}
