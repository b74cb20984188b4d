import type { AuditedSample } from './audited-sample';
import { textHash } from './text-hash';

/** Texts whose hashes are remembered, about 200 MB; texts beyond it are not compared, and {@link DuplicateCounts.compared} says so. */
export const MAX_COMPARED_SAMPLES = 1_000_000;

/** Ids that are named for each kind of problem. */
const MAX_NAMED = 20;

/** Repetitions among samples. Two texts are the same if image, prompt and words are. */
export interface DuplicateCounts {
  /** Samples that were compared with each other. */
  compared: number;
  /** Negatives whose original was seen before: several negatives of one text. */
  originals: number;
  /** Negatives that were seen before, word for word. */
  negatives: CountedIds;
  /** Negatives that are a true text about the same image and prompt, so that their labels are wrong. */
  equalToTrueText: CountedIds;
}

export interface CountedIds {
  count: number;
  /** Ids of the first of them. */
  ids: string[];
}

/** Finds repetitions by remembering hashes of texts. */
export class DuplicateCounter {
  readonly #trueTexts = new Set<number>();
  readonly #negatives = new Map<number, string>();
  readonly #repeated: CountedIds = { count: 0, ids: [] };
  /** How often a text that is the same as an earlier negative came, by its hash. */
  readonly #repetitions = new Map<number, number>();
  #compared = 0;
  #originals = 0;

  addTrueText(sample: AuditedSample): void {
    if (this.#compared < MAX_COMPARED_SAMPLES) {
      this.#compared += 1;
      this.#trueTexts.add(keyOf(sample, sample.response));
    }
  }

  addNegative(sample: AuditedSample & { original: string }): void {
    if (this.#compared >= MAX_COMPARED_SAMPLES) return;
    this.#compared += 1;
    const original = keyOf(sample, sample.original);
    if (this.#trueTexts.has(original)) this.#originals += 1;
    this.#trueTexts.add(original);
    const negative = keyOf(sample, sample.response);
    if (!this.#negatives.has(negative)) {
      this.#negatives.set(negative, sample.id);
      return;
    }
    count(this.#repeated, sample.id);
    this.#repetitions.set(negative, (this.#repetitions.get(negative) ?? 0) + 1);
  }

  summarize(): DuplicateCounts {
    const equalToTrueText: CountedIds = { count: 0, ids: [] };
    for (const [negative, id] of this.#negatives) {
      if (!this.#trueTexts.has(negative)) continue;
      count(equalToTrueText, id);
      equalToTrueText.count += this.#repetitions.get(negative) ?? 0;
    }
    return { compared: this.#compared, originals: this.#originals, negatives: this.#repeated, equalToTrueText };
  }
}

/** Counts an id, and keeps it while there is room. */
export function count(counted: CountedIds, id: string): void {
  counted.count += 1;
  if (counted.ids.length < MAX_NAMED) counted.ids.push(id);
}

function keyOf({ image, prompt }: AuditedSample, text: string): number {
  return textHash(image ?? '', prompt, text);
}
