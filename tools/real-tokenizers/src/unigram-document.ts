import { llama2Vocabulary, SPECIAL_PIECES } from './llama-2-document';
import { tokenizerDocument } from './tokenizer-document';

/**
 * A Unigram tokenizer in the manner of T5 and XLM-R: NFKC, repeated spaces as one, `▁` before every word. No package small enough holds one of these, so the
 * pieces are those of Llama 2, and their log probabilities fall with their rank (Zipf's law).
 */
export async function unigramDocument(): Promise<object> {
  const { pieces } = await llama2Vocabulary();
  const metaspace = { type: 'Metaspace', replacement: '▁', prepend_scheme: 'always', split: true };
  return tokenizerDocument({
    normalizer: {
      type: 'Sequence',
      normalizers: [{ type: 'NFKC' }, { type: 'Lowercase' }, { type: 'Replace', pattern: { Regex: ' {2,}' }, content: ' ' }],
    },
    pre_tokenizer: metaspace,
    decoder: metaspace,
    added_tokens: pieces.slice(0, SPECIAL_PIECES).map((content, id) => ({ id, content, special: true })),
    model: { type: 'Unigram', unk_id: 0, byte_fallback: false, vocab: pieces.map((piece, id) => [piece, -Math.log(id + 1)]) },
  });
}
