/** What was judged on one level (tokens, sentences or responses) in columns, lowest reward first where nothing else is said. */
export interface RankedItems {
  /** In [0, 1]. */
  readonly reward: Float64Array;
  /** 1 hallucinated, 0 right. */
  readonly bad: Uint8Array;
  /** Number of the group (the picture) that each belongs to. */
  readonly group: Int32Array;
}

/** Runs of this many items are sorted at once; longer ones are merged from them, so that no step takes longer than a few milliseconds. */
const RUN = 1 << 15;

/** The places of rewards, lowest reward first: a merge sort in steps, between which others can have their turn. */
export function* rankOrder(reward: Float64Array): Generator<undefined, Uint32Array> {
  let order = Uint32Array.from(reward.keys());
  for (let start = 0; start < order.length; start += RUN) {
    order.subarray(start, start + RUN).sort((one, other) => reward[one]! - reward[other]!);
    yield;
  }
  let merged = new Uint32Array(order.length);
  for (let width = RUN; width < order.length; width *= 2) {
    for (let start = 0; start < order.length; start += 2 * width) {
      const middle = Math.min(start + width, order.length);
      const end = Math.min(start + 2 * width, order.length);
      for (let left = start, right = middle, place = start; place < end; place += 1) {
        const takesLeft = left < middle && (right === end || reward[order[left]!]! <= reward[order[right]!]!);
        merged[place] = order[takesLeft ? left++ : right++]!;
        if (place % RUN === 0) yield;
      }
    }
    [order, merged] = [merged, order];
  }
  return order;
}

/** Items in another order, by their places. */
export function inOrder({ reward, bad, group }: RankedItems, order: Uint32Array): RankedItems {
  return {
    reward: Float64Array.from(order, (place) => reward[place]!),
    bad: Uint8Array.from(order, (place) => bad[place]!),
    group: Int32Array.from(order, (place) => group[place]!),
  };
}

/**
 * Parts ranked items; each part stays ranked.
 *
 * @param partOf the number of an item's part, by the item's place; negative if it belongs to none.
 */
export function partItems(items: RankedItems, parts: number, partOf: (place: number) => number): RankedItems[] {
  const sizes = new Uint32Array(parts);
  for (let place = 0; place < items.reward.length; place += 1) {
    const part = partOf(place);
    if (part >= 0) sizes[part]! += 1;
  }
  const result = Array.from(sizes, (size) => ({
    reward: new Float64Array(size),
    bad: new Uint8Array(size),
    group: new Int32Array(size),
  }));
  const filled = new Uint32Array(parts);
  for (let place = 0; place < items.reward.length; place += 1) {
    const part = partOf(place);
    if (part < 0) continue;
    const to = filled[part]!;
    filled[part] = to + 1;
    const { reward, bad, group } = result[part]!;
    reward[to] = items.reward[place]!;
    bad[to] = items.bad[place]!;
    group[to] = items.group[place]!;
  }
  return result;
}
