import { expect, it } from 'vitest';
import { nameKinds } from './name-kinds';

const token = (start: number, end: number, hallucinated: boolean) => ({
  start,
  end,
  text: 'x',
  reward: hallucinated ? 0.1 : 0.9,
  hallucinated,
});
const tokens = [token(0, 2, true), token(2, 4, true), token(5, 8, false), token(9, 12, true)];
const spans = [
  { start: 0, end: 4, text: 'four', reward: 0.1 },
  { start: 9, end: 12, text: 'red', reward: 0.1 },
];

it('names the kind that the hallucinated tokens of a span agree on most', () => {
  // The first token leans to kind 0 a little, the second to kind 1 much; the third token is right and must not count.
  const kinds = Float32Array.from([1, 0.5, 0, 4, 100, 0, 0, 3]);
  expect(nameKinds(spans, tokens, kinds, ['counting', 'text-ocr']).map(({ category }) => category)).toEqual(['text-ocr', 'text-ocr']);
  expect(
    nameKinds(spans, tokens, Float32Array.from([9, 0, 0, 4, 0, 0, 3, 0]), ['counting', 'text-ocr']).map(({ category }) => category),
  ).toEqual(['counting', 'counting']);
});

it('leaves spans as they are where a detector has no head for kinds', () => {
  expect(nameKinds(spans, tokens, undefined, ['counting', 'text-ocr'])).toBe(spans);
});
