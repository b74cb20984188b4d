import type { LabelledSample } from '@tldr-rm/schema';
import { expect, test } from 'vitest';
import { expandLabelled, toScoredResponse } from './expand-labelled';

const SAMPLE: LabelledSample = {
  id: 's1',
  image: 'a.png',
  prompt: 'Describe the image.',
  original: 'Two apples.',
  response: 'A red apple.',
  spans: [
    { start: 0, end: 1, label: 'hallucinated', taxonomy: 'counting', original: 'Two' },
    { start: 6, end: 11, label: 'ignore' },
  ],
};

test('a labelled sample gives its true text without spans and its perturbed text with them', () => {
  const shared = { image: 'a.png', prompt: 'Describe the image.', taxonomy: 'counting' };
  expect(expandLabelled(SAMPLE)).toEqual([
    { ...shared, id: 's1/original', text: 'Two apples.', spans: [] },
    { ...shared, id: 's1/perturbed', text: 'A red apple.', spans: SAMPLE.spans },
  ]);
});

test('a sample of several kinds belongs to none, and a text-only one has no image', () => {
  const { image: _, ...textOnly } = SAMPLE;
  const [original, perturbed] = expandLabelled({
    ...textOnly,
    spans: [...SAMPLE.spans, { start: 2, end: 5, label: 'hallucinated', taxonomy: 'visual-attribute' }],
  });
  for (const response of [original, perturbed]) {
    expect(response).not.toHaveProperty('taxonomy');
    expect(response).not.toHaveProperty('image');
  }
});

test('what a detector said gets the labels of the spans', () => {
  const token = { reward: 0.5, hallucinated: false };
  const tokens = [
    { ...token, start: 0, end: 1, text: 'A' },
    { ...token, start: 2, end: 5, text: 'red' },
    { ...token, start: 6, end: 11, text: 'apple' },
    { ...token, start: 11, end: 12, text: '.' },
  ];
  const sentences = [{ ...token, start: 0, end: 12, text: 'A red apple.' }];
  const scored = toScoredResponse(expandLabelled(SAMPLE)[1], { tokens, sentences });
  expect(scored).toEqual({
    id: 's1/perturbed',
    taxonomy: 'counting',
    text: 'A red apple.',
    tokens,
    labels: Int8Array.from([0, 1, -1, 1]),
    sentences,
  });
});
