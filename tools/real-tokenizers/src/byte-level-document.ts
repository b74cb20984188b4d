import { tokenizerDocument } from './tokenizer-document';

/** A byte-level BPE tokenizer as tiktoken has it: ranked tokens, and a pattern that cuts a text into pieces first. */
export interface ByteLevelSource {
  /** Tokens in the byte alphabet of GPT-2, in the order of their ids. */
  tokens: readonly string[];
  pattern: string;
  specialTokens: Record<string, number>;
}

/**
 * The `tokenizer.json` of a byte-level BPE. tiktoken merges whichever neighbours make up the token of the lowest rank, so every way of cutting a token in
 * two is a merge, in the order of the tokens.
 */
export function byteLevelDocument({ tokens, pattern, specialTokens }: ByteLevelSource): object {
  const ids = new Map(tokens.map((token, id) => [token, id]));
  const byteLevel = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: false };
  return tokenizerDocument({
    normalizer: null,
    pre_tokenizer: {
      type: 'Sequence',
      pretokenizers: [{ type: 'Split', pattern: { Regex: pattern }, behavior: 'Isolated', invert: false }, byteLevel],
    },
    decoder: byteLevel,
    added_tokens: Object.entries(specialTokens).map(([content, id]) => ({ id, content, special: true })),
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      fuse_unk: false,
      byte_fallback: false,
      ignore_merges: true,
      vocab: Object.fromEntries(ids),
      merges: tokens.flatMap((token) => cuts(token, ids)),
    },
  });
}

function cuts(token: string, ids: ReadonlyMap<string, number>): [string, string][] {
  const pairs: [string, string][] = [];
  for (let at = 1; at < token.length; at += 1) {
    const pair: [string, string] = [token.slice(0, at), token.slice(at)];
    if (ids.has(pair[0]) && ids.has(pair[1])) pairs.push(pair);
  }
  const rank = ([left, right]: [string, string]) => [ids.get(left)!, ids.get(right)!] as const;
  return pairs.sort((one, other) => rank(one)[0] - rank(other)[0] || rank(one)[1] - rank(other)[1]);
}

/** The letters that stand for the 256 bytes: printable ones for themselves, the others from U+0100 on, as in GPT-2. */
export function byteAlphabet(): string[] {
  const isPrintable = (byte: number) => (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || byte >= 0xae;
  let others = 0;
  return Array.from({ length: 256 }, (_, byte) => {
    if (isPrintable(byte)) return String.fromCharCode(byte);
    others += 1;
    return String.fromCharCode(0xff + others);
  });
}
