import { InputError } from '@tldr-rm/schema';
import { describe, expect, test } from 'vitest';
import { compareDetections } from './compare-detections';
import { evaluateDetections } from './evaluate-detections';
import type { ScoredResponse } from './scored-response';
import { scoredOf } from './testing/scored';

const BOOTSTRAP = { resamples: 200, seed: 3 };

/** Responses about pictures of which every third is hard: rewards of wrong tokens rise by `noise` there. */
function responses(noise: number): ScoredResponse[] {
  return Array.from({ length: 120 }, (_, index) => {
    const isHard = index % 3 === 0;
    const wrong = isHard ? 0.45 + noise : 0.1;
    return scoredOf([0.9, index % 2 === 0 ? wrong : 0.8, 0.7], [1, index % 2 === 0 ? 0 : 1, 1], {
      id: `r${index}`,
      group: `g${index >> 1}`,
      taxonomy: 'counting',
    });
  });
}

describe('two detectors on the same responses', () => {
  const thresholds = { token: 0.6, sentence: 0.6, response: 0.6 };
  const detectors = [
    { name: 'good', scored: responses(0), thresholds },
    { name: 'worse', scored: responses(0.2), thresholds },
  ];
  const comparison = compareDetections(detectors, BOOTSTRAP);

  test('each report is what evaluating it alone gives, intervals included', () => {
    for (const [index, { name, scored }] of detectors.entries()) {
      expect(comparison.reports[index]).toEqual({ name, ...evaluateDetections(scored, thresholds, BOOTSTRAP) });
    }
  });

  test('a difference is the figure less that of the first, with an interval that leaves out 0', () => {
    const [good, worse] = comparison.reports;
    const { figures } = comparison.differences[0]!;
    const { difference, interval } = figures['response.accuracy']!;
    expect(difference).toBeCloseTo(worse!.response.accuracy! - good!.response.accuracy!, 12);
    expect(difference).toBeLessThan(0);
    expect(interval!.high).toBeLessThan(0);
    expect(figures['byTaxonomy.counting.apNeg']!.difference).toBeCloseTo(
      worse!.byTaxonomy.counting!.apNeg! - good!.byTaxonomy.counting!.apNeg!,
      12,
    );
  });

  test('a detector does not differ from itself', () => {
    const { differences } = compareDetections([detectors[0]!, { ...detectors[0]!, name: 'again' }], BOOTSTRAP);
    const { figures } = differences[0]!;
    for (const { difference, interval, withoutInterval } of Object.values(figures)) {
      expect(difference).toBe(0);
      if (interval) expect(interval).toEqual({ low: -interval.high, high: expect.any(Number), method: 'unanimous' });
      else expect(withoutInterval).toMatch(/^(resamples-agree|rarely-defined)$/);
    }
    // None of 60 pictures tells them apart, so up to z^2 / (60 + z^2) of all may.
    expect(figures['response.accuracy']!.interval!.high).toBeCloseTo(0.0602, 4);
    expect(figures['token.apNeg']).toEqual({ difference: 0, withoutInterval: 'resamples-agree' });
  });

  test('without a bootstrap there are differences without intervals', () => {
    const { reports, differences } = compareDetections(detectors);
    expect(reports[0]!.intervals).toBeUndefined();
    expect(differences[0]!.figures['token.apNeg']).toEqual({ difference: reports[1]!.token.apNeg! - reports[0]!.token.apNeg! });
  });
});

describe('what cannot be compared is refused', () => {
  const scored = [scoredOf([0.9], [1], { id: 'a' }), scoredOf([0.9], [1], { id: 'b' })];
  test.each([
    ['other responses', [scored[0]!, { ...scored[1]!, id: 'c' }], 'b in one is c in other'],
    ['another order', scored.toReversed(), 'a in one is b in other'],
    ['fewer responses', scored.slice(0, 1), 'b in one is missing in other'],
    ['more responses', [...scored, { ...scored[1]!, id: 'c' }], 'one has 2, other 3'],
  ])('%s', (_, others, place) => {
    const compare = () =>
      compareDetections([
        { name: 'one', scored },
        { name: 'other', scored: others },
      ]);
    expect(compare).toThrow(InputError);
    expect(compare).toThrow(place);
  });

  test('no detector', () => {
    expect(() => compareDetections([])).toThrow('no detector');
  });
});
