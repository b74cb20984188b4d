import type { NativeTokenizer } from './native-tokenizer';
import { type TokenOffset, visibleOffsets } from './token-offsets';
import { WordCache } from './word-cache';

/** A text as tokens. */
export interface EncodedText {
  ids: number[];
  /** One `[start, end)` per token, in UTF-16 indices of the text, without surrounding white space. */
  offsets: TokenOffset[];
}

/** What the wrapper must know about a tokenizer besides the Rust object. */
export interface TokenizerFacts {
  /** Ids of the special tokens, by their text. */
  specialTokens: ReadonlyMap<string, number>;
  /** One more than the largest id: the number of rows an embedding table needs. */
  vocabularySize: number;
  /** Whether words can be tokenized one by one; see `tokenizesWordsApart`. */
  wordsApart: boolean;
}

/** Tokens with offsets in JavaScript string indices. Made by `loadTokenizer` or `trainBytePairTokenizer`. */
export class TextTokenizer {
  /** One more than the largest id: the number of rows an embedding table needs. */
  readonly vocabularySize: number;
  readonly #tokenizer: NativeTokenizer;
  readonly #specialTokens: ReadonlyMap<string, number>;
  readonly #specialIds: ReadonlySet<number>;
  readonly #words: WordCache | null;

  constructor(tokenizer: NativeTokenizer, facts: TokenizerFacts) {
    this.#tokenizer = tokenizer;
    this.#specialTokens = facts.specialTokens;
    this.#specialIds = new Set(facts.specialTokens.values());
    this.vocabularySize = facts.vocabularySize;
    this.#words = facts.wordsApart ? new WordCache((texts) => this.#encodeWhole(texts)) : null;
  }

  /** Splits a text into tokens. No special token is added, and none is read from the text. */
  async encode(text: string): Promise<EncodedText> {
    return (await this.encodeBatch([text]))[0]!;
  }

  /** Splits many texts, on all cores, and remembers words between calls. Same result as `encode` on each. */
  async encodeBatch(texts: readonly string[]): Promise<EncodedText[]> {
    return this.#words?.encodeBatch(texts) ?? this.#encodeWhole(texts);
  }

  async #encodeWhole(texts: readonly string[]): Promise<EncodedText[]> {
    if (texts.length === 0) return [];
    const encodings = await this.#tokenizer.encodeBatch([...texts], { addSpecialTokens: false });
    return encodings.map((encoding, index) => ({ ids: encoding.getIds(), offsets: visibleOffsets(texts[index]!, encoding.getOffsets()) }));
  }

  /** The text of tokens, without special tokens. */
  async decode(ids: readonly number[]): Promise<string> {
    return this.#tokenizer.decode(
      ids.filter((id) => !this.#specialIds.has(id)),
      false,
    );
  }

  /** Id of a special token, or of any other token by its text in the vocabulary; undefined if there is none. */
  tokenId(text: string): number | undefined {
    return this.#specialTokens.get(text) ?? this.#tokenizer.tokenToId(text) ?? undefined;
  }
}
