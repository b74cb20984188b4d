import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyMixedText } from './testing/texts';
import { cutWords, type TokenizerRules, tokenizesWordsApart } from './word-cuts';

test('a text is cut before single spaces between a visible character and a letter', () => {
  expect(cutWords('The red tree, 3 cats.  A 猫 is\nhere (x) é')).toEqual(['The', ' red', ' tree, 3', ' cats.  A 猫 is\nhere (x) é']);
  expect(cutWords('')).toEqual(['']);
  expect(cutWords(' a b')).toEqual([' a', ' b']);
});

test('the pieces make up the text', () => {
  fc.assert(
    fc.property(anyMixedText, (text) => {
      expect(cutWords(text).join('')).toBe(text);
    }),
    { numRuns: 1000 },
  );
});

const byteLevel = { type: 'ByteLevel', use_regex: false };
const split = (Regex: string) => ({ type: 'Sequence', pretokenizers: [{ type: 'Split', pattern: { Regex } }, byteLevel] });
const rules = (changes: Partial<TokenizerRules>): TokenizerRules => ({
  normalizer: null,
  pre_tokenizer: { type: 'ByteLevel' },
  added_tokens: [],
  model: { type: 'BPE', vocab: { a: 0 } },
  ...changes,
});

test.each<[string, Partial<TokenizerRules>]>([
  ['GPT-2', {}],
  ['a pattern of known alternatives', { pre_tokenizer: split("(?i:'s|'t|'re|'ve|'m|'ll|'d)| ?\\p{L}+|\\s+") }],
  ['words by spaces', { pre_tokenizer: { type: 'Metaspace' }, normalizer: { type: 'NFKC' } }],
  ['no token across words', { pre_tokenizer: null, model: { type: 'BPE', vocab: { '▁': 0, '▁a': 1, '▁▁': 2 } } }],
  ['an added token without spaces', { added_tokens: [{ content: '<loc>' }] }],
])('words can be tokenized apart: %s', (_, changes) => {
  expect(tokenizesWordsApart(rules(changes))).toBe(true);
});

test.each<[string, Partial<TokenizerRules>]>([
  ['an unknown pattern', { pre_tokenizer: split('\\w+ \\w+|\\s+') }],
  ['an unknown pre-tokenizer', { pre_tokenizer: { type: 'UnicodeScripts' } }],
  ['nothing cuts at spaces', { pre_tokenizer: byteLevel }],
  ['spaces kept within words', { pre_tokenizer: { type: 'Metaspace', split: false } }],
  [
    'an unknown normalizer',
    { normalizer: { type: 'Sequence', normalizers: [{ type: 'NFC' }, { type: 'Replace', pattern: { Regex: 'a b' } }] } },
  ],
  ['a token across words', { pre_tokenizer: null, model: { type: 'BPE', vocab: { '▁': 0, 'of▁the': 1 } } }],
  ['an added token that takes the space beside it', { added_tokens: [{ content: '<loc>', lstrip: true }] }],
  ['an added token of two words', { added_tokens: [{ content: 'New York' }] }],
  ['merges left out at random', { model: { type: 'BPE', vocab: { a: 0 }, dropout: 0.1 } }],
])('words cannot be tokenized apart: %s', (_, changes) => {
  expect(tokenizesWordsApart(rules(changes))).toBe(false);
});
