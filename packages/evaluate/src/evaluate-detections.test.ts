import { readFileSync } from 'node:fs';
import { InputError, type Taxonomy } from '@tldr-rm/schema';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type EvaluationReport, evaluateDetections } from './evaluate-detections';
import { anyScored, scoredOf } from './testing/scored';

interface Fixture {
  threshold: number;
  responses: { taxonomy: Taxonomy; labels: number[]; rewards: number[] }[];
  report: Figures;
  byTaxonomy: Record<string, Figures>;
}
type Figures = Record<'token' | 'response', Record<string, number>>;

const fixture = JSON.parse(readFileSync(new URL('../fixtures/scikit-learn.json', import.meta.url), 'utf8')) as Fixture;

describe('as scikit-learn', () => {
  const scored = fixture.responses.map(({ rewards, labels, taxonomy }) => scoredOf(rewards, labels, { taxonomy }));
  const report = evaluateDetections(scored, { token: fixture.threshold, sentence: fixture.threshold, response: fixture.threshold });
  const expected = (['token', 'response'] as const).flatMap((level) =>
    Object.entries(fixture.report[level]).map(([name, value]) => ({ level, name, value })),
  );

  test.each(expected)('$level $name', ({ level, name, value }) => {
    expect(report[level][name as keyof EvaluationReport['response' | 'token']]).toBeCloseTo(value, 12);
  });

  test.each(Object.entries(fixture.byTaxonomy))('%s', (kind, figures) => {
    const actual = report.byTaxonomy[kind as Taxonomy]!;
    expect(actual.count).toBe(6);
    expect(actual.apNeg).toBeCloseTo(figures.token.apNeg!, 12);
    expect(actual.responseAccuracy).toBeCloseTo(figures.response.accuracy!, 12);
  });
});

describe('sentences', () => {
  const text = 'A cat. A dog. A cow.';
  const tokens = [0, 2, 5, 7, 9, 12, 14, 16, 19].map((start, index) => ({ start, end: start + [1, 3, 1][index % 3]!, reward: 0.9 }));

  test('a sentence is bad if it has a hallucinated token, and its reward is the lowest', () => {
    tokens[1]!.reward = 0.2;
    tokens[4]!.reward = 0.3;
    const labels = Int8Array.from([1, 0, 1, 1, 1, 1, 1, 1, 1]);
    const { sentence } = evaluateDetections([{ id: 's', text, tokens, labels }]);
    expect(sentence).toEqual({ count: 3, bad: 1, accuracy: 2 / 3, precisionBad: 1 / 2, recallBad: 1, f1Bad: 2 / 3 });
  });

  test('given sentences are used instead of a split of the text', () => {
    const labels = Int8Array.from([1, 0, 1, 1, 1, 1, 1, 1, 1]);
    const { sentence } = evaluateDetections([{ id: 's', text, tokens, labels, sentences: [{ start: 0, end: text.length }] }]);
    expect(sentence).toMatchObject({ count: 1, bad: 1 });
  });

  test('an own reward of a sentence goes before the lowest token reward, in whatever order sentences and tokens come', () => {
    const labels = Int8Array.from([1, 1, 1, 1, 1, 1, 1, 0, 1]);
    const sentences = [
      { start: 14, end: 20, reward: 0.4 },
      { start: 0, end: 6, reward: 0.8 },
      { start: 7, end: 13, reward: 0.8 },
    ];
    const ordered = { id: 's', text, tokens, labels, sentences };
    const reversed = { ...ordered, tokens: tokens.toReversed(), labels: labels.toReversed() };
    for (const scored of [ordered, reversed]) {
      expect(evaluateDetections([scored]).sentence).toMatchObject({ count: 3, bad: 1, accuracy: 1, recallBad: 1 });
    }
  });

  test('a sentence of ignored tokens alone counts nowhere', () => {
    const labels = Int8Array.from([1, 0, 1, -1, -1, -1, 1, 1, 1]);
    expect(evaluateDetections([{ id: 's', text, tokens, labels }]).sentence.count).toBe(2);
  });
});

test('a reward at the threshold is right, below it hallucinated', () => {
  expect(evaluateDetections([scoredOf([0.5, 0.49], [1, 0])]).token).toMatchObject({ accuracy: 1, recallBad: 1 });
});

test('an own reward of the response goes before the lowest token reward', () => {
  const scored = [scoredOf([0.9], [0], { responseReward: 0.1 }), scoredOf([0.1], [1], { responseReward: 0.9 })];
  expect(evaluateDetections(scored).response).toMatchObject({ accuracy: 1, auroc: 1 });
});

test('figures that the data does not define are null', () => {
  expect(evaluateDetections([])).toMatchObject({
    count: 0,
    token: { accuracy: null, apNeg: null, mapPos: null },
    response: { auroc: null },
    byTaxonomy: {},
  });
  const { token, response } = evaluateDetections([scoredOf([0.9, 0.8], [1, 1])]);
  expect(token).toMatchObject({
    bad: 0,
    accuracy: 1,
    precisionBad: null,
    recallBad: null,
    f1Bad: null,
    apNeg: null,
    apPos: 1,
    mapNeg: null,
  });
  expect(response.auroc).toBeNull();
});

test('a response without a token that counts is counted as evaluated and nowhere else', () => {
  const report = evaluateDetections([scoredOf([0.1, 0.2], [-1, -1], { responseReward: 0.1 }), scoredOf([], [])]);
  expect(report).toMatchObject({ count: 2, token: { count: 0 }, sentence: { count: 0 }, response: { count: 0 } });
});

test('rewards of ignored tokens change no figure', () => {
  fc.assert(
    fc.property(fc.array(anyScored, { maxLength: 10 }), fc.double({ min: 0, max: 1, noNaN: true }), (scored, other) => {
      const changed = scored.map((response) => ({
        ...response,
        tokens: response.tokens.map((token, index) => (response.labels[index] === -1 ? { ...token, reward: other } : token)),
      }));
      expect(evaluateDetections(changed)).toEqual(evaluateDetections(scored));
    }),
    { numRuns: 300 },
  );
});

test('the order of responses changes no figure, and all figures are null or in [0, 1]', () => {
  fc.assert(
    fc.property(fc.array(anyScored, { maxLength: 10 }), (scored) => {
      const report = evaluateDetections(scored);
      const reversed = evaluateDetections(scored.toReversed());
      for (const level of ['token', 'sentence', 'response'] as const) {
        const { count, bad, ...figures } = report[level];
        expect(reversed[level]).toMatchObject({ count, bad });
        for (const [name, value] of Object.entries(figures)) {
          const other = (reversed[level] as unknown as Record<string, number | null>)[name]!;
          if (value === null) expect(other).toBeNull();
          else {
            expect(other).toBeCloseTo(value, 12);
            expect(value).toBeGreaterThanOrEqual(0);
            expect(value).toBeLessThanOrEqual(1);
          }
        }
      }
    }),
    { numRuns: 300 },
  );
});

test('a detector that knows the truth has 1 everywhere', () => {
  const labels = [
    [1, 1, 0, 1],
    [1, 1, 1, -1],
  ];
  const scored = labels.map((row) =>
    scoredOf(
      row.map((label) => (label === 0 ? 0.1 : 0.9)),
      row,
      { taxonomy: 'counting' },
    ),
  );
  const report = evaluateDetections(scored);
  for (const level of [report.token, report.sentence, report.response]) {
    const { count: _, bad: __, ...figures } = level;
    expect(Object.values(figures).every((value) => value === 1)).toBe(true);
  }
  expect(report.byTaxonomy).toEqual({ counting: { count: 2, apNeg: 1, responseAccuracy: 1 } });
});

test('kinds come in the order of the paper', () => {
  const scored = (['counterfactual', 'counting', 'spatial-relationship'] as const).map((taxonomy) => scoredOf([0.1], [0], { taxonomy }));
  expect(Object.keys(evaluateDetections(scored).byTaxonomy)).toEqual(['spatial-relationship', 'counting', 'counterfactual']);
});

test.each([
  ['labels and tokens differ in number', scoredOf([0.5], [1, 1]), '2 labels for 1 tokens'],
  ['a token reward is not a number', scoredOf([0.5, Number.NaN], [1, 1]), 'the reward of token 1 is NaN'],
  ['a token reward is a logit', scoredOf([-3.2], [1]), 'the reward of token 0 is -3.2'],
  [
    'a sentence reward is a logit',
    scoredOf([0.5], [1], { sentences: [{ start: 0, end: 1, reward: -1 }] }),
    'the reward of sentence 0 is -1',
  ],
  ['the response reward is out of range', scoredOf([0.5], [1], { responseReward: 2 }), 'the reward of the response is 2'],
])('the response is named if %s', (_, scored, problem) => {
  const evaluate = () => evaluateDetections([{ ...scored, id: 'sample-7' }]);
  expect(evaluate).toThrow(InputError);
  expect(evaluate).toThrow(`sample-7: ${problem}`);
});
