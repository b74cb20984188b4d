import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { TokenizerError } from './errors';
import { loadTokenizer } from './load-tokenizer';
import { withFolder } from './testing/texts';

/** A SentencePiece-like word tokenizer as other tools write it, with truncation and padding switched on. */
const FOREIGN = {
  version: '1.0',
  truncation: { direction: 'Right', max_length: 2, strategy: 'LongestFirst', stride: 0 },
  padding: { strategy: { Fixed: 8 }, direction: 'Right', pad_to_multiple_of: null, pad_id: 9, pad_type_id: 0, pad_token: '<pad>' },
  added_tokens: [
    { id: 9, content: '<pad>', single_word: false, lstrip: false, rstrip: false, normalized: false, special: true },
    { id: 5, content: '<loc>', single_word: false, lstrip: false, rstrip: false, normalized: false, special: false },
  ],
  normalizer: null,
  pre_tokenizer: { type: 'Metaspace', replacement: '▁', prepend_scheme: 'always', split: true },
  post_processor: null,
  decoder: { type: 'Metaspace', replacement: '▁', prepend_scheme: 'always', split: true },
  model: { type: 'WordLevel', vocab: { '[UNK]': 0, '▁a': 1, '▁red': 2, '▁🍏': 3, '<pad>': 9 }, unk_token: '[UNK]' },
};

test('a tokenizer of another make is neither truncated nor padded, and its offsets exclude the space before a word', async () => {
  const tokenizer = await loadTokenizer(JSON.stringify(FOREIGN));
  expect(await tokenizer.encode('a 🍏 red <pad> a')).toEqual({
    ids: [1, 3, 2, 0, 1],
    offsets: [
      [0, 1],
      [2, 4],
      [5, 8],
      [9, 14],
      [15, 16],
    ],
  });
  expect(tokenizer.vocabularySize).toBe(10);
  expect(tokenizer.tokenId('<pad>')).toBe(9);
});

test('added tokens that are not special are still read from the text', async () => {
  const tokenizer = await loadTokenizer(JSON.stringify(FOREIGN));
  expect((await tokenizer.encode('<loc>')).ids).toHaveLength(1);
});

test('a missing file is named', async () => {
  const loading = loadTokenizer('/nowhere/tokenizer.json');
  await expect(loading).rejects.toThrow(TokenizerError);
  await expect(loading).rejects.toMatchObject({ code: 'TOKENIZER_MISSING', message: expect.stringContaining('/nowhere/tokenizer.json') });
});

test('a folder in place of the file is met with a typed error', async () => {
  await withFolder(async (folder) => {
    await expect(loadTokenizer(folder)).rejects.toMatchObject({ code: 'TOKENIZER_MISSING' });
  });
});

const whole = JSON.stringify(FOREIGN);
test.each([
  ['empty', ''],
  ['cut off', whole.slice(0, whole.length / 2)],
  ['not JSON', 'PK\u0003\u0004'],
  ['a list', '[]'],
  ['null', 'null'],
  ['without a model', '{"version":"1.0"}'],
  ['with a vocabulary of the wrong kind', JSON.stringify({ ...FOREIGN, model: { ...FOREIGN.model, vocab: 'a b c' } })],
  ['with an id that is no number', JSON.stringify({ ...FOREIGN, model: { ...FOREIGN.model, vocab: { '[UNK]': 'zero' } } })],
  ['with an unknown model', JSON.stringify({ ...FOREIGN, model: { ...FOREIGN.model, type: 'Telepathy' } })],
  ['with malformed added tokens', JSON.stringify({ ...FOREIGN, added_tokens: [{ content: '<pad>' }] })],
  ['with merges of unknown tokens', JSON.stringify({ ...FOREIGN, model: { type: 'BPE', vocab: { a: 0 }, merges: ['a b'] } })],
])('a file that is %s is met with a typed error that names it', async (_, contents) => {
  await withFolder(async (folder) => {
    const path = join(folder, 'tokenizer.json');
    await writeFile(path, contents);
    await expect(loadTokenizer(path)).rejects.toMatchObject({ code: 'TOKENIZER_DAMAGED', message: expect.stringContaining(path) });
  });
});
