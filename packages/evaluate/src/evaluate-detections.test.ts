import { InputError, type Taxonomy } from '@tldr-rm/schema';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { collectJudged } from './collect-judged';
import { type EvaluationReport, evaluateDetections, evaluateDetectionsAsync, figuresOf, reportOf } from './evaluate-detections';
import type { EvaluationProgress } from './evaluation-progress';
import { type FigureTree, flattenFigures } from './flatten-figures';
import { prepareEvaluation } from './prepare-evaluation';
import { runSteps } from './run-steps';
import { DEFAULT_THRESHOLDS, type ScoredResponse } from './scored-response';
import { anyScored, scoredOf } from './testing/scored';

const prepared = (scored: readonly ScoredResponse[], thresholds = DEFAULT_THRESHOLDS) =>
  runSteps(prepareEvaluation(collectJudged(scored, thresholds)));

/** Figures by their path. */
const flatten = ({
  reliability: _,
  precisionRecall: __,
  samples: ___,
  outsideDomain: ____,
  ...report
}: Pick<EvaluationReport, 'reliability' | 'precisionRecall' | 'samples' | 'outsideDomain'>) =>
  flattenFigures(report as unknown as FigureTree);

describe('sentences', () => {
  const text = 'A cat. A dog. A cow.';
  const tokens = [0, 2, 5, 7, 9, 12, 14, 16, 19].map((start, index) => ({ start, end: start + [1, 3, 1][index % 3]!, reward: 0.9 }));

  test('a sentence is bad if it has a hallucinated token, and its reward is the lowest', () => {
    tokens[1]!.reward = 0.2;
    tokens[4]!.reward = 0.3;
    const labels = Int8Array.from([1, 0, 1, 1, 1, 1, 1, 1, 1]);
    const { sentence } = evaluateDetections([{ id: 's', text, tokens, labels }]);
    expect(sentence).toMatchObject({ count: 3, bad: 1, accuracy: 2 / 3, precisionBad: 1 / 2, recallBad: 1, f1Bad: 2 / 3 });
    expect(sentence).toMatchObject({ precisionGood: 1, recallGood: 1 / 2, f1Good: 2 / 3 });
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
      const figures = flatten(evaluateDetections(scored));
      const reversed = flatten(evaluateDetections(scored.toReversed()));
      expect(Object.keys(reversed)).toEqual(Object.keys(figures));
      for (const [name, value] of Object.entries(figures)) {
        if (value === null) expect(reversed[name]).toBeNull();
        else {
          expect(reversed[name]).toBeCloseTo(value, 12);
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1);
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
  const { byLength: _, byPosition: __, ...others } = report;
  for (const [name, value] of Object.entries(flatten(others))) {
    if (!/brier|ece|thresholds/.test(name)) expect([name, value]).toEqual([name, 1]);
  }
  expect(report.token.brier).toBeCloseTo(0.01, 12);
  expect(report.token.ece).toBeCloseTo(0.1, 12);
  expect(report.byTaxonomy).toEqual({ counting: { count: 2, apNeg: 1, responseAccuracy: 1, f1Bad: 1, auroc: 1 } });
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

describe('breakdowns', () => {
  test('responses are told apart by length, and tokens by where they stand', () => {
    const report = evaluateDetections([
      scoredOf([0.1, 0.9, 0.9, 0.9, 0.9], [0, 1, 1, 1, 1]),
      scoredOf(Array(20).fill(0.9), Array(20).fill(1)),
    ]);
    expect(report.byLength).toMatchObject({ '1-8': { count: 1, apNeg: 1 }, '17-32': { count: 1, apNeg: null, responseAccuracy: 1 } });
    expect(Object.entries(report.byPosition).map(([part, { count, bad }]) => [part, count, bad])).toEqual([
      ['0.0-0.2', 5, 1],
      ['0.2-0.4', 5, 0],
      ['0.4-0.6', 5, 0],
      ['0.6-0.8', 5, 0],
      ['0.8-1.0', 5, 0],
    ]);
  });

  test('sizes come from small to large', () => {
    const scored = (['large', 'small', 'medium'] as const).map((objectSize) => scoredOf([0.1], [0], { objectSize, iconSet: 'noto' }));
    const report = evaluateDetections(scored);
    expect(Object.keys(report.byObjectSize)).toEqual(['small', 'medium', 'large']);
    expect(report.byIconSet).toMatchObject({ noto: { count: 3 } });
  });
});

test('samples are counted once, however many responses come from them', () => {
  const scored = [
    scoredOf([0.9], [1], { id: 'a/original', sample: 'a', outsideDomain: true }),
    scoredOf([0.2], [0], { id: 'a/perturbed', sample: 'a', outsideDomain: true }),
    scoredOf([0.9], [1], { id: 'b', outsideDomain: true }),
    scoredOf([0.9], [1], { id: 'c' }),
  ];
  expect(evaluateDetections(scored)).toMatchObject({ count: 4, samples: 3, outsideDomain: 2 });
});

describe('in slices', () => {
  const scored = Array.from({ length: 60 }, (_, index) =>
    scoredOf([index % 3 ? 0.9 : 0.2, 0.8], [index % 2, 1], { id: String(index), group: String(index >> 1), taxonomy: 'counting' }),
  );
  const thresholds = { token: 0.4, sentence: 0.5, response: 0.6 };
  const bootstrap = { resamples: 50, seed: 2 };

  async function* oneByOne() {
    for (const response of scored) yield response;
  }

  test('the report is the same, whether responses come from a list or one by one', async () => {
    const report = evaluateDetections(scored, thresholds, bootstrap);
    expect(await evaluateDetectionsAsync(scored, { thresholds, bootstrap })).toEqual(report);
    expect(await evaluateDetectionsAsync(oneByOne(), { thresholds, bootstrap })).toEqual(report);
  });

  test('progress is told up to the end of each stage', async () => {
    const seen: EvaluationProgress[] = [];
    await evaluateDetectionsAsync(scored, { bootstrap, onProgress: (progress) => seen.push(progress) });
    expect(seen).toContainEqual({ stage: 'judging', done: 60, total: 60, unit: 'responses' });
    expect(seen.at(-1)).toEqual({ stage: 'resampling', done: 50, total: 50, unit: 'resamples' });
  });

  test('others have their turn, and a signal ends it', async () => {
    const controller = new AbortController();
    const endless = evaluateDetectionsAsync(scored, { bootstrap: { resamples: 1e9, seed: 1 }, signal: controller.signal });
    setTimeout(() => controller.abort(new Error('enough')), 5);
    await expect(endless).rejects.toThrow('enough');
    await expect(evaluateDetectionsAsync(oneByOne(), { signal: controller.signal })).rejects.toThrow('enough');
  });

  test('what cannot be evaluated is refused before anything is taken', async () => {
    let taken = 0;
    async function* counted() {
      taken += 1;
      yield scored[0]!;
    }
    await expect(evaluateDetectionsAsync(counted(), { bootstrap: { resamples: 0, seed: 1 } })).rejects.toThrow('at least 1 resample');
    expect(taken).toBe(0);
  });
});

test('a group that counts twice gives the figures of its responses written twice', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(anyScored, fc.nat(3), fc.constantFrom('counting', 'text-ocr')), { maxLength: 8 }), (weighted) => {
      const named = weighted.map(([scored, weight, taxonomy]) => ({ weight, scored: { ...scored, taxonomy: taxonomy as Taxonomy } }));
      const figures = (responses: readonly ScoredResponse[], weights: Uint32Array) =>
        figuresOf(prepared(responses, { token: 0.5, sentence: 0.6, response: 0.4 }), weights);
      const actual = figures(
        named.map(({ scored }) => scored),
        Uint32Array.from(named, ({ weight }) => weight),
      );
      const copies = named.flatMap(({ scored, weight }) => Array.from({ length: weight }, () => scored));
      const expected = figures(copies, new Uint32Array(copies.length).fill(1));
      for (const [path, value] of Object.entries(actual)) {
        if (expected[path] === undefined || expected[path] === null) expect([path, value]).toEqual([path, null]);
        else expect(value, path).toBeCloseTo(expected[path], 12);
      }
    }),
    { numRuns: 300 },
  );
});

describe('intervals', () => {
  const scored = Array.from({ length: 40 }, (_, index) => scoredOf([index % 3 ? 0.9 : 0.2, 0.8], [index % 2, 1], { taxonomy: 'counting' }));

  test('they hold the figure, and the same seed gives the same', () => {
    const report = evaluateDetections(scored, undefined, { resamples: 200, seed: 3 });
    const figures = flatten(report);
    expect(report.intervals).toHaveProperty(['token.apNeg']);
    expect(report.intervals).toHaveProperty(['byTaxonomy.counting.responseAccuracy']);
    for (const name of ['token.accuracy', 'token.ece', 'response.accuracy', 'span.exact.f1', 'token.recallBad']) {
      const { low, high } = report.intervals![name]!;
      expect(low).toBeLessThan(figures[name]!);
      expect(high).toBeGreaterThan(figures[name]!);
    }
    expect(report.bootstrap).toEqual({ resamples: 200, seed: 3, groups: 40 });
    expect(evaluateDetections(scored, undefined, { resamples: 200, seed: 3 })).toEqual(report);
  });

  test('responses of one group are drawn together, so doubling all of them narrows nothing', () => {
    const grouped = scored.map((response, index) => ({ ...response, group: `picture ${index}` }));
    const bootstrap = { resamples: 100, seed: 1 };
    const once = evaluateDetections(grouped, undefined, bootstrap);
    const twice = evaluateDetections(
      grouped.flatMap((response) => [response, response]),
      undefined,
      bootstrap,
    );
    expect(twice.bootstrap!.groups).toBe(40);
    for (const name of ['token.accuracy', 'token.apNeg', 'response.auroc']) {
      expect(twice.intervals![name]!.low).toBeCloseTo(once.intervals![name]!.low, 12);
      expect(twice.intervals![name]!.high).toBeCloseTo(once.intervals![name]!.high, 12);
    }
  });

  test('a figure that the data does not define has none', () => {
    const { intervals } = evaluateDetections([scoredOf([0.9], [1])], undefined, { resamples: 10, seed: 1 });
    expect(intervals).not.toHaveProperty(['token.apNeg']);
    expect(intervals).not.toHaveProperty(['token.recallBad']);
    expect(() => evaluateDetections(scored, undefined, { resamples: 0, seed: 1 })).toThrow('at least 1 resample');
  });

  describe('where all pictures say the same, no resample can differ', () => {
    // Half of the pictures show a hallucination, and all are judged rightly.
    const perfect = Array.from({ length: 34 }, (_, index) =>
      scoredOf([index % 2 ? 0.9 : 0.1, 0.8], [index % 2, 1], { id: String(index), group: String(index), taxonomy: 'counting' }),
    );
    const { intervals, withoutInterval } = evaluateDetections(perfect, undefined, { resamples: 200, seed: 1 });

    test('a mean over pictures has the interval of Wilson', () => {
      // statsmodels.stats.proportion.proportion_confint(n, n, method='wilson') for n = 34 and 17
      for (const path of ['response.accuracy', 'sentence.accuracy', 'byTaxonomy.counting.responseAccuracy', 'token.f1Good']) {
        expect(intervals![path], path).toEqual({ low: expect.closeTo(0.8985, 4), high: 1, method: 'unanimous' });
      }
      for (const path of ['response.recallBad', 'token.precisionBad', 'token.mapNeg', 'token.perResponse.recallBad', 'span.exact.f1']) {
        expect(intervals![path], path).toEqual({ low: expect.closeTo(0.8157, 4), high: 1, method: 'unanimous' });
      }
    });

    test('AUROC has that of pairs', () => {
      expect(intervals!['response.auroc']).toEqual({ low: expect.closeTo(0.8157 ** 2, 3), high: 1, method: 'unanimous' });
    });

    test('a figure that is no mean over pictures has none, and the reason is given', () => {
      for (const path of ['token.apNeg', 'byTaxonomy.counting.apNeg']) {
        expect(intervals).not.toHaveProperty([path]);
        expect(withoutInterval).toHaveProperty([path], 'resamples-agree');
      }
    });

    test('more responses about the same pictures make it no narrower', () => {
      const more = perfect.flatMap((response) => [response, { ...response, id: `${response.id} again` }]);
      expect(evaluateDetections(more, undefined, { resamples: 200, seed: 1 }).intervals!['response.accuracy']).toEqual(
        intervals!['response.accuracy'],
      );
    });

    test('no interval of a figure has no width', () => {
      fc.assert(
        fc.property(fc.array(anyScored, { maxLength: 6 }), (scored) => {
          const report = evaluateDetections(scored, undefined, { resamples: 20, seed: 1 });
          for (const [path, { low, high }] of Object.entries(report.intervals!)) expect(high, path).toBeGreaterThan(low);
          const defined = Object.entries(flatten(reportOf(prepared(scored)))).filter(
            ([path, value]) => value !== null && !path.startsWith('thresholds'),
          );
          expect(Object.keys({ ...report.intervals, ...report.withoutInterval }).sort()).toEqual(defined.map(([path]) => path).sort());
        }),
        { numRuns: 100 },
      );
    });
  });
});
