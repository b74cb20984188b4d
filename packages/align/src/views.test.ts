import { expect, test } from 'vitest';
import { HALLUCINATED, IGNORE, RIGHT } from './token-labels';
import type { TokenOffset } from './token-offsets';
import { characterView, responseView, sentenceView, wordView } from './views';

const TEXT = 'A greenish 🍏. It is red.';
const OFFSETS: TokenOffset[] = [
  [0, 1],
  [2, 7],
  [7, 10],
  [11, 13],
  [11, 13],
  [13, 14],
  [15, 17],
  [18, 20],
  [21, 24],
  [24, 25],
];
const REWARDS = [0.9, 0.2, 0.8, 0.7, 0.6, 1, 0.95, 0.9, 0.85, 1];

test('a word is as good as its worst token', () => {
  expect(wordView(TEXT, OFFSETS, REWARDS).map(({ text, value }) => [text, value])).toEqual([
    ['A', 0.9],
    ['greenish', 0.2],
    ['🍏', 0.6],
    ['.', 1],
    ['It', 0.95],
    ['is', 0.9],
    ['red', 0.85],
    ['.', 1],
  ]);
});

test('a sentence is good only if all of its tokens are', () => {
  const labels = [RIGHT, RIGHT, HALLUCINATED, RIGHT, RIGHT, IGNORE, RIGHT, IGNORE, RIGHT, RIGHT];
  expect(sentenceView(TEXT, OFFSETS, labels)).toEqual([
    { start: 0, end: 14, text: 'A greenish 🍏.', value: HALLUCINATED },
    { start: 15, end: 25, text: 'It is red.', value: RIGHT },
  ]);
  expect(responseView(labels)).toBe(HALLUCINATED);
});

test('every character of a token has its value, and those between tokens are ignored', () => {
  const characters = characterView(TEXT, OFFSETS, REWARDS);
  expect(characters).toHaveLength(TEXT.length);
  expect([...characters.slice(0, 14)]).toEqual([0.9, IGNORE, 0.2, 0.2, 0.2, 0.2, 0.2, 0.8, 0.8, 0.8, IGNORE, 0.6, 0.6, 1]);
});

test('a response without a token that counts is ignored', () => {
  expect(responseView([])).toBe(IGNORE);
  expect(responseView([IGNORE])).toBe(IGNORE);
  expect(responseView(REWARDS)).toBe(0.2);
});
