import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyText, CAPTIONS } from './testing/texts';
import { needsSegmenter, splitWords } from './words';

test('simple scripts are read without the segmenter, others with it', () => {
  expect(['A café, a “T-shirt”.', 'Привет, мир', 'שָׁלוֹם', 'a–b… 3'].map(needsSegmenter)).toEqual([false, false, false, false]);
  expect(['猫', '한국어', 'ภาษา', 'a 🍏'].map(needsSegmenter)).toEqual([true, true, true, true]);
});

test('both ways find the same words in captions', () => {
  const extra = [
    "isn't 3.5 or 1,000 and a_b 42nd; the dogs' T-shirt (2nd)...",
    'Ein Über-Apfel, “naïve” cafés.',
    'תפוח אדום גדול',
    'تفاحة حمراء',
  ];
  for (const text of [...CAPTIONS, ...extra]) expect(splitWords(text, false)).toEqual(splitWords(text, true));
});

test('a missing space after a full stop does not join two words', () => {
  expect(splitWords('A cat.The dog').map((word) => word.text)).toEqual(['A', 'cat', '.', 'The', 'dog']);
});

test('words come in order, quote the text, and leave out nothing but white space', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      let last = 0;
      for (const word of splitWords(text)) {
        expect(text.slice(last, word.start).trim()).toBe('');
        expect(text.slice(word.start, word.end)).toBe(word.text);
        expect(word.text).toBe(word.text.trim());
        last = word.end;
      }
      expect(text.slice(last).trim()).toBe('');
    }),
    { numRuns: 2000 },
  );
});
