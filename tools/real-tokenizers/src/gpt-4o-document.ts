import { byteAlphabet, byteLevelDocument } from './byte-level-document';

/** GPT-4o (`o200k_base`), from the ranks in `js-tiktoken`. */
export async function gpt4oDocument(): Promise<object> {
  const { default: ranks } = await import('js-tiktoken/ranks/o200k_base');
  const letters = byteAlphabet();
  const tokens: string[] = [];
  for (const line of ranks.bpe_ranks.split('\n')) {
    const [, first, ...encoded] = line.split(' ');
    encoded.forEach((token, index) => {
      tokens[Number(first) + index] = Array.from(Buffer.from(token, 'base64'), (byte) => letters[byte]).join('');
    });
  }
  return byteLevelDocument({ tokens, pattern: ranks.pat_str, specialTokens: ranks.special_tokens });
}
