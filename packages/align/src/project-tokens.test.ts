import { expect, test } from 'vitest';
import { projectLabels, projectRewards } from './project-tokens';
import { HALLUCINATED, IGNORE, RIGHT } from './token-labels';
import type { TokenOffset } from './token-offsets';

// 'greenish apple' as green|ish|apple and as gr|eenish|ap|ple.
const FROM: TokenOffset[] = [
  [0, 5],
  [5, 8],
  [9, 14],
];
const TO: TokenOffset[] = [
  [0, 2],
  [2, 8],
  [8, 9],
  [9, 11],
  [11, 14],
];

test('a token is hallucinated if any token under it is, and ignored if there is none', () => {
  expect([...projectLabels(FROM, [RIGHT, HALLUCINATED, IGNORE], TO)]).toEqual([RIGHT, HALLUCINATED, IGNORE, IGNORE, IGNORE]);
});

test('a token gets the lowest reward of the tokens under it', () => {
  expect([...projectRewards(FROM, [0.9, 0.3, 0.8], TO)]).toEqual([0.9, 0.3, IGNORE, 0.8, 0.8]);
});

test('labels of the same tokens stay as they are', () => {
  const labels = [RIGHT, HALLUCINATED, IGNORE];
  expect([...projectLabels(FROM, labels, FROM)]).toEqual(labels);
});

test('one label per source token is required', () => {
  expect(() => projectLabels(FROM, [1], TO)).toThrow('1 values for 3 tokens');
});
