import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { codePointStarts } from './code-points';
import { anyText } from './testing/texts';
import { visibleOffsets } from './token-offsets';

test('code points are mapped to where they start in the string', () => {
  expect(codePointStarts('plain é 猫')).toBeNull();
  expect([...codePointStarts('a👍🏽b')!]).toEqual([0, 1, 3, 5, 6]);
  expect([...codePointStarts('x\ud83d!')!]).toEqual([0, 1, 2, 3]);
});

test('the map agrees with iteration by code point for any text', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const starts = codePointStarts(text);
      let at = 0;
      [...text].forEach((character, index) => {
        expect(starts === null ? index : starts[index]).toBe(at);
        at += character.length;
      });
      if (starts !== null) expect(starts[starts.length - 1]).toBe(text.length);
    }),
    { numRuns: 2000 },
  );
});

test('white space around a token is left out, and a token of white space alone keeps its place', () => {
  expect(
    visibleOffsets('a \u00a0red\n 🍏', [
      [0, 1],
      [1, 7],
      [7, 8],
      [7, 9],
    ]),
  ).toEqual([
    [0, 1],
    [3, 6],
    [7, 8],
    [8, 10],
  ]);
});

test('what a normalizer took away belongs to the token before it, or at the beginning of a word to the one after it', () => {
  const combined = 'cafe\u0301 \u200fred\u0301\u0302';
  expect(
    visibleOffsets(combined, [
      [0, 4],
      [7, 9],
      [9, 10],
      [9, 10],
    ]),
  ).toEqual([
    [0, 5],
    [6, 9],
    [9, 12],
    [9, 12],
  ]);
});

test('tokens over parts of one character do not grow into what another token covers', () => {
  expect(
    visibleOffsets('a \u82f9x', [
      [0, 1],
      [1, 3],
      [2, 4],
      [3, 4],
    ]),
  ).toEqual([
    [0, 1],
    [2, 3],
    [2, 4],
    [3, 4],
  ]);
});
