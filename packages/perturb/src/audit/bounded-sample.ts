import { textHash } from './text-hash';

/**
 * A uniform sample, without replacement, of a stream of unknown length, in bounded memory. Which items stay depends on the seed and the items' keys alone, not on
 * their order: those whose hashes are smallest.
 */
export class BoundedSample<Item> {
  readonly #size: number;
  readonly #seed: string;
  #kept: { priority: number; item: Item }[] = [];
  #limit = Number.POSITIVE_INFINITY;

  constructor(size: number, seed: string) {
    this.#size = size;
    this.#seed = seed;
  }

  /** Offers an item; `key` tells items apart. */
  offer(key: string, item: () => Item): void {
    const priority = textHash(this.#seed, key);
    if (priority >= this.#limit) return;
    this.#kept.push({ priority, item: item() });
    if (this.#kept.length >= 2 * this.#size) this.#prune();
  }

  /** What was kept, in a random order that is always the same. */
  items(): Item[] {
    this.#prune();
    return this.#kept.map(({ item }) => item);
  }

  #prune(): void {
    this.#kept.sort((first, second) => first.priority - second.priority);
    if (this.#kept.length < this.#size) return;
    this.#kept.length = this.#size;
    this.#limit = this.#kept.at(-1)?.priority ?? 0;
  }
}
