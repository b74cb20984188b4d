import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { hallucinationRates, LEVELS, type ResponseVerdicts } from './hallucination-rates';

it('counts what is hallucinated at each level, and leaves out what is undecided', () => {
  const rates = hallucinationRates([
    { picture: 'a', tokens: [true, false, false], sentences: [true, false], response: true },
    { picture: 'b', tokens: [false, null], sentences: [null], response: null },
    { picture: 'b', tokens: [], sentences: [], response: null },
  ]);
  expect(rates.token).toMatchObject({ rate: 1 / 4, count: 4, bad: 1, undecided: 1 });
  expect(rates.sentence).toMatchObject({ rate: 1 / 2, count: 2, bad: 1, undecided: 1 });
  expect(rates.response).toMatchObject({ rate: 1, count: 1, bad: 1, undecided: 2 });
});

it('has no rate where nothing is decided', () => {
  expect(hallucinationRates([]).token).toEqual({ rate: null, low: null, high: null, count: 0, bad: 0, undecided: 0 });
});

it('has an interval as wide as the binomial for independent responses', () => {
  const verdicts = Array.from({ length: 400 }, (_, index) => ({
    picture: String(index),
    tokens: [],
    sentences: [],
    response: index % 5 === 0,
  }));
  const { low, high } = hallucinationRates(verdicts, { resamples: 4000 }).response;
  // 1.96 * sqrt(0.2 * 0.8 / 400) = 0.0392
  expect(low).toBeGreaterThan(0.2 - 0.046);
  expect(low).toBeLessThan(0.2 - 0.033);
  expect(high).toBeGreaterThan(0.2 + 0.033);
  expect(high).toBeLessThan(0.2 + 0.046);
});

it('does not take ten answers about one picture for ten pictures', () => {
  const of = (copies: number): ResponseVerdicts[] =>
    Array.from({ length: 40 }, (_, picture) =>
      Array.from({ length: copies }, () => ({ picture: String(picture), tokens: [], sentences: [], response: picture % 2 === 0 })),
    ).flat();
  expect(hallucinationRates(of(10)).response).toMatchObject({
    low: hallucinationRates(of(1)).response.low,
    high: hallucinationRates(of(1)).response.high,
  });
});

it('has the interval of Wilson by pictures where all of them say the same', () => {
  const verdicts = (pictures: number, response: boolean): ResponseVerdicts[] =>
    Array.from({ length: 2 * pictures }, (_, index) => ({ picture: String(index >> 1), tokens: [response], sentences: [null], response }));
  // statsmodels.stats.proportion.proportion_confint(0, 17, method='wilson') and (2, 2)
  const none = hallucinationRates(verdicts(17, false));
  expect(none.response).toMatchObject({ rate: 0, low: 0, high: expect.closeTo(0.1843, 4), count: 34 });
  expect(none.token).toMatchObject({ rate: 0, low: 0, high: expect.closeTo(0.1843, 4) });
  expect(none.sentence).toMatchObject({ rate: null, low: null, high: null });
  expect(hallucinationRates(verdicts(2, true)).response).toMatchObject({ rate: 1, low: expect.closeTo(0.3424, 4), high: 1 });
});

it('refuses to draw no resample', () => {
  expect(() => hallucinationRates([], { resamples: 0 })).toThrow('at least 1 resample');
});

const anyVerdict = fc.constantFrom(true, false, null);
const anyVerdicts = fc.record({
  picture: fc.constantFrom('a', 'b', 'c', 'd'),
  tokens: fc.array(anyVerdict),
  sentences: fc.array(anyVerdict),
  response: anyVerdict,
});

it('repeats itself with the same seed, and rates and intervals lie in [0, 1]', () => {
  fc.assert(
    fc.property(fc.array(anyVerdicts), fc.nat(), (verdicts, seed) => {
      const rates = hallucinationRates(verdicts, { seed, resamples: 50 });
      expect(hallucinationRates(verdicts, { seed, resamples: 50 })).toEqual(rates);
      for (const level of LEVELS) {
        const { rate, low, high, count, bad } = rates[level];
        if (rate === null || low === null || high === null) continue;
        expect(rate).toBe(bad / count);
        expect(0 <= low && low < high && high <= 1).toBe(true);
      }
    }),
    { numRuns: 50 },
  );
});
