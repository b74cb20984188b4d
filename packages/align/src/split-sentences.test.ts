import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitSentences } from './split-sentences';
import { anyText } from './testing/texts';

function texts(text: string): string[] {
  return splitSentences(text).map((sentence) => sentence.text);
}

test('sentences end at full stops, question and exclamation marks, without the space behind them', () => {
  expect(splitSentences('A cat. Is it red?  Yes! ')).toEqual([
    { start: 0, end: 6, text: 'A cat.' },
    { start: 7, end: 17, text: 'Is it red?' },
    { start: 19, end: 23, text: 'Yes!' },
  ]);
});

test('numbers and abbreviations before a small letter do not end a sentence', () => {
  expect(texts('It is 3.5 m wide, e.g. the road. It ends.')).toEqual(['It is 3.5 m wide, e.g. the road.', 'It ends.']);
});

test('an abbreviation before a capital letter does, as the Unicode rules have it', () => {
  expect(texts('Dr. Smith has a hat.')).toEqual(['Dr.', 'Smith has a hat.']);
});

test('line ends separate, quotes stay with their sentence, and full-width stops count', () => {
  expect(texts('- a cat\n\n- a dog')).toEqual(['- a cat', '- a dog']);
  expect(texts('He said "No." Then he left.')).toEqual(['He said "No."', 'Then he left.']);
  expect(texts('猫がいる。犬もいる。')).toEqual(['猫がいる。', '犬もいる。']);
});

test('an empty text and white space have no sentence', () => {
  expect(splitSentences('')).toEqual([]);
  expect(splitSentences(' \n ')).toEqual([]);
});

test('sentences hold everything visible, in order, and quote their text', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      let last = 0;
      for (const sentence of splitSentences(text)) {
        expect(text.slice(last, sentence.start).trim()).toBe('');
        expect(text.slice(sentence.start, sentence.end)).toBe(sentence.text);
        expect(sentence.text).toBe(sentence.text.trim());
        last = sentence.end;
      }
      expect(text.slice(last).trim()).toBe('');
    }),
    { numRuns: 1000 },
  );
});
