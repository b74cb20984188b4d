import { tokenizerDocument } from './tokenizer-document';

/** `<unk>`, `<s>`, `</s>`. */
export const SPECIAL_PIECES = 3;

/** The SentencePiece vocabulary of Llama 2, from `llama-tokenizer-js`: pieces in the order of their ids, and merges in the order of their ranks. */
export async function llama2Vocabulary(): Promise<{ pieces: string[]; merges: [string, string][] }> {
  const { default: llama2 } = (await import('llama-tokenizer-js')) as unknown as {
    default: { vocabById: string[]; merges: Map<string, number> };
  };
  const merges = [...llama2.merges].sort(([, one], [, other]) => one - other).map(([pair]) => pair.split(' ') as [string, string]);
  return { pieces: llama2.vocabById, merges };
}

/** Llama 2: BPE over characters, a word's space as `▁`, one before the text, and bytes for what is not in the vocabulary. */
export async function llama2Document(): Promise<object> {
  const { pieces, merges } = await llama2Vocabulary();
  return tokenizerDocument({
    normalizer: {
      type: 'Sequence',
      normalizers: [
        { type: 'Prepend', prepend: '▁' },
        { type: 'Replace', pattern: { String: ' ' }, content: '▁' },
      ],
    },
    pre_tokenizer: null,
    decoder: {
      type: 'Sequence',
      decoders: [
        { type: 'Replace', pattern: { String: '▁' }, content: ' ' },
        { type: 'ByteFallback' },
        { type: 'Fuse' },
        { type: 'Strip', content: ' ', start: 1, stop: 0 },
      ],
    },
    added_tokens: pieces.slice(0, SPECIAL_PIECES).map((content, id) => ({ id, content, special: true })),
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: '<unk>',
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      fuse_unk: true,
      byte_fallback: true,
      ignore_merges: false,
      vocab: Object.fromEntries(pieces.map((piece, id) => [piece, id])),
      merges,
    },
  });
}
