import { hash } from 'node:crypto';

const FIRST_SLOTS = 1 << 12;

/** Share of slots in use beyond which the table doubles. */
const LOAD = 0.6;

/** Numbers of a slot: two halves of a hash, and a position; a position of 0 marks a free slot. */
const SLOT = 3;

/**
 * Where each id was seen first. It keeps 64 bits of a hash and a position for each, 12 bytes a slot: 20 to 40 bytes an id, whatever its length. Two different ids are
 * taken for the same with a probability of n² / 2⁶⁵: one in 37 million for a million ids.
 */
export class IdIndex {
  #table = new Uint32Array(SLOT * FIRST_SLOTS);
  #count = 0;

  /**
   * Notes an id.
   *
   * @param position 1-based, at most 2³² - 1.
   * @returns the position it was noted with before, or undefined if it is new.
   */
  add(id: string, position: number): number | undefined {
    if (this.#count >= (LOAD * this.#table.length) / SLOT) this.#grow();
    const digest = hash('sha1', id, 'buffer');
    const [high, low] = [digest.readUInt32LE(0), digest.readUInt32LE(4)];
    const slot = this.#slotOf(high, low);
    const earlier = this.#table[slot + 2]!;
    if (earlier !== 0) return earlier;
    this.#table.set([high, low, position], slot);
    this.#count += 1;
    return undefined;
  }

  /** Where in the table the slot begins that holds a hash, or the free one where it belongs. */
  #slotOf(high: number, low: number): number {
    const table = this.#table;
    const last = table.length / SLOT - 1;
    let index = low & last;
    while (table[SLOT * index + 2] !== 0 && (table[SLOT * index] !== high || table[SLOT * index + 1] !== low)) index = (index + 1) & last;
    return SLOT * index;
  }

  #grow(): void {
    const old = this.#table;
    this.#table = new Uint32Array(2 * old.length);
    for (let slot = 0; slot < old.length; slot += SLOT) {
      if (old[slot + 2] !== 0) this.#table.set(old.subarray(slot, slot + SLOT), this.#slotOf(old[slot]!, old[slot + 1]!));
    }
  }
}
