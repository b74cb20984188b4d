import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadTokenizer } from './load-tokenizer';
import { CAPTIONS, withFolder } from './testing/texts';
import { type TrainTokenizerOptions, trainBytePairTokenizer } from './train-byte-pair-tokenizer';

const SPECIAL = ['<pad>', '<prompt>', '<response>', '<end>'];

function train(folder: string, options: Partial<TrainTokenizerOptions> = {}, texts = CAPTIONS) {
  return trainBytePairTokenizer(texts, { vocabularySize: 320, specialTokens: SPECIAL, path: join(folder, 'tokenizer.json'), ...options });
}

test('the file that was written gives the same tokens, and nothing is left beside it', async () => {
  await withFolder(async (folder) => {
    const trained = await train(folder);
    const loaded = await loadTokenizer(join(folder, 'tokenizer.json'));
    expect(await loaded.encodeBatch(CAPTIONS)).toEqual(await trained.encodeBatch(CAPTIONS));
    expect(loaded.vocabularySize).toBe(320);
    expect(await readdir(folder)).toEqual(['tokenizer.json']);
  });
});

test('the same texts give the same file, byte for byte', async () => {
  await withFolder(async (folder) => {
    await train(folder, { path: join(folder, 'first.json') });
    await train(folder, { path: join(folder, 'second.json') });
    expect(await readFile(join(folder, 'second.json'), 'utf8')).toBe(await readFile(join(folder, 'first.json'), 'utf8'));
  });
});

test('a smaller vocabulary is the beginning of a larger one', async () => {
  await withFolder(async (folder) => {
    await train(folder, { path: join(folder, 'small.json'), vocabularySize: 300 });
    await train(folder, { path: join(folder, 'large.json'), vocabularySize: 400 });
    const [small, large] = await Promise.all(
      ['small.json', 'large.json'].map(
        async (name) => JSON.parse(await readFile(join(folder, name), 'utf8')).model.vocab as Record<string, number>,
      ),
    );
    expect(Object.keys(small!)).toEqual(Object.keys(large!).slice(0, 300));
  });
});

test('without special tokens and merges it is a tokenizer of bytes', async () => {
  await withFolder(async (folder) => {
    const tokenizer = await train(folder, { vocabularySize: 256, specialTokens: [] }, []);
    expect(tokenizer.vocabularySize).toBe(256);
    const { ids } = await tokenizer.encode('猫');
    expect(ids).toHaveLength(4);
    expect(await tokenizer.decode(ids)).toBe('猫');
  });
});

test('texts with few pairs give a smaller vocabulary than asked for', async () => {
  await withFolder(async (folder) => {
    expect((await train(folder, { vocabularySize: 1000 }, ['red red'])).vocabularySize).toBe(4 + 256 + 3);
  });
});

test.each([
  ['too small', { vocabularySize: 259 }],
  ['too large', { vocabularySize: 30_001 }],
  ['no whole number', { vocabularySize: 300.5 }],
  ['special tokens repeat', { specialTokens: ['<pad>', '<pad>'] }],
  ['a special token is one character, as bytes are', { specialTokens: ['a'] }],
])('options are refused: %s', async (_, options) => {
  await withFolder(async (folder) => {
    await expect(train(folder, options)).rejects.toMatchObject({ code: 'TOKENIZER_OPTIONS' });
    expect(await readdir(folder)).toEqual([]);
  });
});
