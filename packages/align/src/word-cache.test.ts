import { REAL_TOKENIZERS, realTokenizerJson } from '@tldr-rm/real-tokenizers';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadTokenizer } from './load-tokenizer';
import { anyMixedText, CAPTIONS } from './testing/texts';
import { tokenizesWordsApart } from './word-cuts';

// `ByteLevel` behind an unknown splitter keeps the rules from being recognized, so that whole texts go through the library.
function withoutWordCuts(json: string): string {
  const document = JSON.parse(json);
  const harmless = { type: 'Replace', pattern: { String: '\ue000\ue001' }, content: '' };
  const normalizers = document.normalizer === null ? [harmless] : [document.normalizer, harmless];
  return JSON.stringify({ ...document, normalizer: { type: 'Sequence', normalizers } });
}

const SMALL = REAL_TOKENIZERS.filter((name) => ['bert', 'llama-2', 'unigram', 'qwen-3'].includes(name));

test.each(SMALL)('words one by one give the tokens of the whole text: %s', async (name) => {
  const json = await realTokenizerJson(name);
  const whole = withoutWordCuts(json);
  expect(tokenizesWordsApart(JSON.parse(json))).toBe(true);
  expect(tokenizesWordsApart(JSON.parse(whole))).toBe(false);
  const [cached, reference] = await Promise.all([loadTokenizer(json), loadTokenizer(whole)]);
  expect(await cached.encodeBatch(CAPTIONS)).toEqual(await reference.encodeBatch(CAPTIONS));
  await fc.assert(
    fc.asyncProperty(fc.array(anyMixedText, { maxLength: 20 }), async (texts) => {
      expect(await cached.encodeBatch(texts)).toEqual(await reference.encodeBatch(texts));
    }),
    { numRuns: 150 },
  );
});

test('calls that overlap in time give what they give alone', async () => {
  const tokenizer = await loadTokenizer(await realTokenizerJson('bert'));
  const batches = Array.from({ length: 8 }, (_, index) => CAPTIONS.slice(index, index + 20));
  const together = await Promise.all(batches.map((texts) => tokenizer.encodeBatch(texts)));
  for (const [index, texts] of batches.entries()) expect(await tokenizer.encodeBatch(texts)).toEqual(together[index]);
});

test('what a caller does to a result does not reach later ones', async () => {
  const tokenizer = await loadTokenizer(await realTokenizerJson('bert'));
  const first = await tokenizer.encode('A red apple');
  const copy = structuredClone(first);
  first.ids[0] = -1;
  first.offsets[0]![1] = 99;
  expect(await tokenizer.encode('A red apple')).toEqual(copy);
});
