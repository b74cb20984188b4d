import { readFile, stat } from 'node:fs/promises';
import { TokenizerError } from './errors';
import { TextTokenizer } from './text-tokenizer';
import { type TokenizerRules, tokenizesWordsApart } from './word-cuts';

/** Largest tokenizer file that is read. The largest in common use (Gemma, 262,000 tokens) has 33 MB. */
export const MAX_TOKENIZER_BYTES = 128 * 1024 * 1024;

interface TokenizerDocument extends TokenizerRules {
  added_tokens: (TokenizerRules['added_tokens'][number] & { id: number })[];
}

/**
 * Loads a `tokenizer.json` of the Hugging Face format.
 *
 * @param pathOrJson Path of the file, or its contents (anything that starts with `{`).
 * @throws {TokenizerError} `TOKENIZER_MISSING`, `TOKENIZER_TOO_LARGE` or `TOKENIZER_DAMAGED`.
 */
export async function loadTokenizer(pathOrJson: string): Promise<TextTokenizer> {
  if (pathOrJson.trimStart().startsWith('{')) return tokenizerFromJson(pathOrJson, 'tokenizer');
  return tokenizerFromJson(await readTokenizerFile(pathOrJson), pathOrJson);
}

async function readTokenizerFile(path: string): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size > MAX_TOKENIZER_BYTES) {
      throw new TokenizerError('TOKENIZER_TOO_LARGE', `${path}: ${size} bytes, but a tokenizer.json has at most ${MAX_TOKENIZER_BYTES}.`);
    }
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof TokenizerError) throw error;
    throw new TokenizerError('TOKENIZER_MISSING', `${path}: cannot be read (${(error as Error).message}). A tokenizer.json is needed.`, {
      cause: error,
    });
  }
}

/** @param name What to call the tokenizer in error messages. */
async function tokenizerFromJson(json: string, name: string): Promise<TextTokenizer> {
  try {
    const document = parseDocument(json);
    const specialTokens = new Map(document.added_tokens.filter((token) => token.special).map((token) => [token.content, token.id]));
    // Special tokens stay out of the Rust object, which would otherwise read them from the text: `<end>` typed into a response must not end it.
    const textOnly = {
      ...document,
      truncation: null,
      padding: null,
      added_tokens: document.added_tokens.filter((token) => !token.special),
    };
    // The native part takes a while to load, and not everyone who imports this package needs it.
    const { default: tokenizers } = await import('tokenizers');
    const tokenizer = tokenizers.Tokenizer.fromString(JSON.stringify(textOnly));
    return new TextTokenizer(tokenizer, { specialTokens, vocabularySize: countIds(document), wordsApart: tokenizesWordsApart(document) });
  } catch (error) {
    throw new TokenizerError(
      'TOKENIZER_DAMAGED',
      `${name}: not a usable tokenizer.json (${(error as Error).message}). Restore or export it again.`,
      { cause: error },
    );
  }
}

function parseDocument(json: string): TokenizerDocument {
  const document = JSON.parse(json) as Partial<TokenizerDocument>;
  const { model, added_tokens = [] } = document;
  if (typeof model !== 'object' || model === null || typeof model.vocab !== 'object' || model.vocab === null) {
    throw new Error('it has no vocabulary');
  }
  if (!Array.isArray(added_tokens) || added_tokens.some((token) => !Number.isInteger(token?.id) || typeof token.content !== 'string')) {
    throw new Error('its added tokens are malformed');
  }
  return { ...document, model, added_tokens };
}

function countIds({ added_tokens, model }: TokenizerDocument): number {
  let largest = Array.isArray(model.vocab) ? model.vocab.length - 1 : -1;
  if (!Array.isArray(model.vocab)) for (const id of Object.values(model.vocab)) largest = Math.max(largest, id);
  for (const { id } of added_tokens) largest = Math.max(largest, id);
  return largest + 1;
}
