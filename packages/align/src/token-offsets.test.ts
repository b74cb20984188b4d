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
