/** What the documents of this package have in common: no truncation, no padding, no tokens added around a text. */
export interface TokenizerDocument {
  normalizer: object | null;
  pre_tokenizer: object | null;
  decoder: object;
  model: object;
  added_tokens: { id: number; content: string; special: boolean }[];
}

/** A document of the `tokenizer.json` format, version 1.0. */
export function tokenizerDocument(parts: TokenizerDocument): object {
  const added_tokens = parts.added_tokens.map((token) => ({
    ...token,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
  }));
  return { version: '1.0', truncation: null, padding: null, ...parts, added_tokens, post_processor: null };
}
