import { byteLevelDocument } from './byte-level-document';

/** Ids from here on are special tokens. */
const FIRST_SPECIAL = 128_000;

/** The pattern of Llama 3, as in its published `tokenizer.json`. */
const PATTERN = [
  "(?i:'s|'t|'re|'ve|'m|'ll|'d)",
  '[^\\r\\n\\p{L}\\p{N}]?\\p{L}+',
  '\\p{N}{1,3}',
  ' ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*',
  '\\s*[\\r\\n]+',
  '\\s+(?!\\S)',
  '\\s+',
].join('|');

/** Llama 3, from the vocabulary in `llama3-tokenizer-js`. */
export async function llama3Document(): Promise<object> {
  const { default: llama3 } = (await import('llama3-tokenizer-js')) as unknown as { default: { vocabById: string[] } };
  return byteLevelDocument({
    tokens: llama3.vocabById.slice(0, FIRST_SPECIAL),
    pattern: PATTERN,
    specialTokens: Object.fromEntries(llama3.vocabById.slice(FIRST_SPECIAL).map((token, index) => [token, FIRST_SPECIAL + index])),
  });
}
