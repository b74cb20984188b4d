import { spanSchema } from '@tldr-rm/schema';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldWord } from './fold-word';
import { hasLetterOrDigit } from './letters';
import { spansFromDiff } from './spans-from-diff';
import { anyCaption, anyText } from './testing/texts';

test('replaced and inserted words are hallucinated and remember the original', () => {
  expect(spansFromDiff('A red apple and a cat.', 'A green apple and a black cat.')).toEqual([
    { start: 2, end: 7, label: 'hallucinated', original: 'red' },
    { start: 20, end: 25, label: 'hallucinated', original: '' },
  ]);
});

test('a deletion leaves no span', () => {
  expect(spansFromDiff('A big red apple.', 'A red apple.')).toEqual([]);
});

test('changed punctuation counts neither way', () => {
  expect(spansFromDiff('A cat, a dog.', 'A cat; a dog!')).toEqual([
    { start: 5, end: 6, label: 'ignore', original: ',' },
    { start: 12, end: 13, label: 'ignore', original: '.' },
  ]);
});

test('a word in place of punctuation is hallucinated', () => {
  expect(spansFromDiff('A cat, a dog', 'A cat and a dog')).toEqual([{ start: 6, end: 9, label: 'hallucinated', original: ',' }]);
});

test.each([
  ['A red dog.', '| A red dog. |'],
  ["It's a dog.", 'It’s a dog.'],
  ['“STOP”', '"STOP"'],
  ['A red dog', '**A *red* dog**'],
  ['a sign that says stop', 'A Sign that says STOP'],
  ['a dog - a cat', 'a dog — a cat'],
  ['a T-shirt', 'a Tshirt'],
  ['a T-shirt', 'a T shirt'],
  ['café', 'cafe\u0301'],
  ['A DOG', 'Ａ ＤＯＧ'],
  ['1,000 dogs', '1000 dogs'],
  ['5 dogs', '+5 dogs'],
  ['2-3 dogs', '2–3 dogs'],
  ['A dog 🐶', 'A dog 🐱'],
  ['A dog', '- A dog ✅'],
  ['A dog. A cat.', '1) a dog; a cat!'.slice(3)],
  ['a dog & a cat', 'a dog / a cat'],
  ['> 5 dogs', '5 dogs'],
])('%j and %j say the same', (one, other) => {
  for (const spans of [spansFromDiff(one, other), spansFromDiff(other, one)]) {
    expect(spans.filter(({ label }) => label !== 'ignore')).toEqual([]);
  }
});

test.each([
  ['-5 degrees', '5 degrees', '-5', '5'],
  ['it is 3.5 m', 'it is 35 m', '3.5', '35'],
  ['it is .5 m', 'it is 5 m', '.5', '5'],
  ['$5', '€5', '$5', '€5'],
  ['5% off', '5 off', '5%', '5'],
  ['1/2 full', '12 full', '1/2', '12'],
  ['about 2-3 dogs', 'about 23 dogs', '2-3', '23'],
  ['under <5 m', 'under >5 m', '<5', '>5'],
  ['1,5 m', '15 m', '1,5', '15'],
  ['no table', 'notable', 'no table', 'notable'],
  ['**dog**', '**cat**', 'dog', 'cat'],
  ['the “red” dog', 'the "blue" dog', 'red', 'blue'],
  ['The Red dog', 'the red cat', 'dog', 'cat'],
])('%j and %j do not say the same', (one, other, before, after) => {
  const wrong = (from: string, to: string): unknown[] =>
    spansFromDiff(from, to).flatMap(({ start, end, label, original }) => (label === 'ignore' ? [] : [[original, to.slice(start, end)]]));
  expect(wrong(one, other)).toEqual([[before, after]]);
  expect(wrong(other, one)).toEqual([[after, before]]);
});

test('marks around a changed word are set apart from it, and what was changed only in its spelling is told', () => {
  expect(spansFromDiff('The dog runs', 'the **cat** runs')).toEqual([
    { start: 0, end: 3, label: 'ignore', original: 'The' },
    { start: 4, end: 6, label: 'ignore', original: '' },
    { start: 6, end: 9, label: 'hallucinated', original: 'dog' },
    { start: 9, end: 11, label: 'ignore', original: '' },
  ]);
});

test('a text with other marks, capitals and Unicode forms says the same', () => {
  const word = fc.constantFrom('red', 'Dog', 'café', "isn't", 'T-shirt', '猫', '3.5', '-5', '$7', 'תפוח', '20%', '한국어');
  const mark = fc.constantFrom('', '', ',', '.', '!', '**', '"', '“', '🐶', '|', '—', '…', '#', '*');
  const form = fc.constantFrom('NFC', 'NFD', 'NFKC', 'NFKD');
  const shape = fc.array(fc.tuple(word, mark, mark, fc.boolean()), { maxLength: 8 });
  fc.assert(
    fc.property(shape, form, (parts, to) => {
      const original = parts.map(([text]) => text).join(' ');
      const changed = parts.map(([text, before, after, upper]) => `${before} ${upper ? text.toUpperCase() : text} ${after}`).join(' ');
      expect(spansFromDiff(original, changed.normalize(to)).filter(({ label }) => label === 'hallucinated')).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});

test('what was hallucinated has a letter or a digit, and what is left out of a text is told from the other side', () => {
  fc.assert(
    fc.property(fc.oneof(fc.tuple(anyCaption, anyCaption), fc.tuple(anyText, anyText)), ([original, changed]) => {
      for (const { start, end, label } of spansFromDiff(original, changed)) {
        if (label === 'hallucinated') expect(hasLetterOrDigit(changed.slice(start, end))).toBe(true);
      }
      if (foldWord(original).replace(/[^\p{L}\p{N}]/gu, '') === foldWord(changed).replace(/[^\p{L}\p{N}]/gu, '')) return;
      expect([...spansFromDiff(original, changed), ...spansFromDiff(changed, original)]).not.toEqual([]);
    }),
    { numRuns: 1000 },
  );
});

test('spans fit the schema, come in order, and begin and end with visible characters', () => {
  fc.assert(
    fc.property(anyCaption, anyCaption, (original, changed) => {
      let last = 0;
      for (const span of spansFromDiff(original, changed)) {
        spanSchema.parse(span);
        expect(span.start).toBeGreaterThanOrEqual(last);
        expect(span.end).toBeLessThanOrEqual(changed.length);
        const text = changed.slice(span.start, span.end);
        expect(text).toBe(text.trim());
        last = span.end;
      }
    }),
    { numRuns: 2000 },
  );
});
