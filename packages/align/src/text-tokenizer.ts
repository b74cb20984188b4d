import type { Tokenizer } from 'tokenizers';
import { type TokenOffset, visibleOffsets } from './token-offsets';

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
}

/** Tokens with offsets in JavaScript string indices. Made by `loadTokenizer` or `trainBytePairTokenizer`. */
export class TextTokenizer {
  /** One more than the largest id: the number of rows an embedding table needs. */
  readonly vocabularySize: number;
  readonly #tokenizer: Tokenizer;
  readonly #specialTokens: ReadonlyMap<string, number>;
  readonly #specialIds: ReadonlySet<number>;

  constructor(tokenizer: Tokenizer, facts: TokenizerFacts) {
    this.#tokenizer = tokenizer;
    this.#specialTokens = facts.specialTokens;
    this.#specialIds = new Set(facts.specialTokens.values());
    this.vocabularySize = facts.vocabularySize;
  }

  /** Splits a text into tokens. No special token is added, and none is read from the text. */
  async encode(text: string): Promise<EncodedText> {
    return toEncodedText(text, await this.#tokenizer.encode(text, null, { addSpecialTokens: false }));
  }

  /** Splits many texts, on all cores. Same result as `encode` on each. */
  async encodeBatch(texts: readonly string[]): Promise<EncodedText[]> {
    if (texts.length === 0) return [];
    const encodings = await this.#tokenizer.encodeBatch([...texts], { addSpecialTokens: false });
    return encodings.map((encoding, index) => toEncodedText(texts[index]!, encoding));
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

function toEncodedText(text: string, encoding: { getIds(): number[]; getOffsets(): number[][] }): EncodedText {
  return { ids: encoding.getIds(), offsets: visibleOffsets(text, encoding.getOffsets()) };
}
