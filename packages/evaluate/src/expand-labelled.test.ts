import type { LabelledSample } from '@tldr-rm/schema';
import { expect, test } from 'vitest';
import { evaluateDetections } from './evaluate-detections';
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
  const shared = { sample: 's1', group: 'a.png', image: 'a.png', prompt: 'Describe the image.', taxonomy: 'counting' };
  expect(expandLabelled(SAMPLE)).toEqual([
    { ...shared, id: 's1/original', text: 'Two apples.', spans: [] },
    { ...shared, id: 's1/perturbed', text: 'A red apple.', spans: SAMPLE.spans },
  ]);
});

test('a sample without a true text, or with one that says the same, gives one response', () => {
  const { original: _, ...alone } = SAMPLE;
  for (const sample of [alone, { ...SAMPLE, original: SAMPLE.response }]) {
    expect(expandLabelled(sample)).toEqual([expect.objectContaining({ id: 's1', text: SAMPLE.response, spans: SAMPLE.spans })]);
  }
});

test('a sample of several kinds belongs to none, and a text-only one has no image', () => {
  const { image: _, ...textOnly } = SAMPLE;
  const responses = expandLabelled({
    ...textOnly,
    spans: [...SAMPLE.spans, { start: 2, end: 5, label: 'hallucinated', taxonomy: 'visual-attribute' }],
  });
  expect(responses).toHaveLength(2);
  for (const response of responses) {
    expect(response.group).toBe('s1');
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
  const scored = toScoredResponse(expandLabelled(SAMPLE)[1]!, { tokens, sentences, response: token });
  expect(scored).toEqual({
    id: 's1/perturbed',
    sample: 's1',
    group: 'a.png',
    taxonomy: 'counting',
    text: 'A red apple.',
    tokens,
    labels: Int8Array.from([0, 1, -1, 1]),
    sentences,
    responseReward: 0.5,
  });
});

test('a warning that the detector does not know such pictures is kept', () => {
  const token = { reward: 0.5, hallucinated: false };
  const warnings = [{ code: 'IMAGE_OUTSIDE_DOMAIN', message: 'unlike its training pictures' }];
  const [response] = expandLabelled(SAMPLE);
  expect(toScoredResponse(response!, { tokens: [], sentences: [], response: token, warnings })).toMatchObject({ outsideDomain: true });
});

test('sentences and responses are evaluated by the rewards that the detector gave, not by those of the tokens that count', () => {
  const right = { reward: 0.9, hallucinated: false };
  const wrong = { reward: 0.1, hallucinated: true };
  // The white space between the sentences has a low reward that the detector leaves out; the ignored word has one that it does not.
  const tokens = [
    { ...right, start: 0, end: 6, text: 'A cat.' },
    { ...wrong, start: 6, end: 7, text: '\n' },
    { ...wrong, start: 7, end: 8, text: 'A' },
    { ...right, start: 8, end: 13, text: ' dog.' },
  ];
  const sentences = [
    { ...right, start: 0, end: 6, text: 'A cat.' },
    { ...wrong, start: 7, end: 13, text: 'A dog.' },
  ];
  const text = 'A cat.\nA dog.';
  const detections = [
    { truth: { id: 'ignored', text, spans: [{ start: 7, end: 8, label: 'ignore' as const }] }, response: wrong },
    {
      truth: { id: 'white space', text: text.slice(0, 7), spans: [] },
      response: right,
      tokens: tokens.slice(0, 2),
      sentences: [sentences[0]!],
    },
  ];
  const scored = detections.map(({ truth, ...said }) => toScoredResponse(truth, { tokens, sentences, ...said }));
  const { sentence, response } = evaluateDetections(scored);
  expect(sentence).toMatchObject({ count: 3, bad: 0, accuracy: 2 / 3 });
  expect(response).toMatchObject({ count: 2, bad: 0, accuracy: 1 / 2 });
  for (const [index, item] of scored.entries()) {
    const reward = detections[index]!.response.reward;
    const at = (threshold: number) => evaluateDetections([item], { token: 0.5, sentence: 0.5, response: threshold }).response.accuracy;
    expect([at(reward), at(reward + 0.01)]).toEqual([1, 0]);
  }
});
