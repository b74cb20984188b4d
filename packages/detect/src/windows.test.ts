import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TextError } from './errors';
import { MINIMUM_WINDOW, planWindows, SPECIAL_TOKENS_PER_SEQUENCE } from './windows';

const plan = (prompt: number, response: number, starts: number[], maximumLength: number) =>
  planWindows(prompt, response, () => starts, { maximumLength });

const cases = fc
  .record({ prompt: fc.nat(40), response: fc.integer({ min: 1, max: 600 }), maximumLength: fc.integer({ min: 60, max: 200 }) })
  .chain((sizes) =>
    fc.record({
      ...mapToConstants(sizes),
      starts: fc.uniqueArray(fc.nat(sizes.response - 1)).map((list) => [0, ...list].sort((a, b) => a - b)),
    }),
  );

function mapToConstants<Values extends Record<string, number>>(values: Values): { [Key in keyof Values]: fc.Arbitrary<number> } {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, fc.constant(value)])) as never;
}

describe('planWindows', () => {
  it('takes rewards of every token from exactly one window, in order', () => {
    fc.assert(
      fc.property(cases, ({ prompt, response, maximumLength, starts }) => {
        const scored = plan(prompt, response, starts, maximumLength).flatMap(({ from, end }) =>
          Array.from({ length: end - from }, (_, at) => from + at),
        );
        expect(scored).toEqual(Array.from({ length: response }, (_, at) => at));
      }),
    );
  });

  it('never makes a sequence longer than the detector reads', () => {
    fc.assert(
      fc.property(cases, ({ prompt, response, maximumLength, starts }) => {
        for (const { start, end } of plan(prompt, response, starts, maximumLength)) {
          expect(end - start + prompt + SPECIAL_TOKENS_PER_SEQUENCE).toBeLessThanOrEqual(maximumLength);
        }
      }),
    );
  });

  it('gives every window but the first some of what stands before it', () => {
    fc.assert(
      fc.property(cases, ({ prompt, response, maximumLength, starts }) => {
        for (const { start, from } of plan(prompt, response, starts, maximumLength).slice(1)) expect(start).toBeLessThan(from);
      }),
    );
  });

  it('uses a single window for a response that fits exactly', () => {
    expect(plan(10, 64 - 10 - SPECIAL_TOKENS_PER_SEQUENCE, [0], 64)).toEqual([{ start: 0, from: 0, end: 51 }]);
    expect(plan(10, 64 - 10 - SPECIAL_TOKENS_PER_SEQUENCE + 1, [0], 64)).toHaveLength(2);
  });

  it('ends and starts windows where sentences do', () => {
    expect(plan(7, 100, [0, 10, 20, 30, 40, 50, 60, 70, 80, 90], 60)).toEqual([
      { start: 0, from: 0, end: 50 },
      { start: 30, from: 50, end: 80 },
      { start: 60, from: 80, end: 100 },
    ]);
  });

  it('cuts a sentence without end by tokens', () => {
    expect(plan(7, 120, [0], 60)).toEqual([
      { start: 0, from: 0, end: 50 },
      { start: 25, from: 50, end: 75 },
      { start: 50, from: 75, end: 100 },
      { start: 75, from: 100, end: 120 },
    ]);
  });

  it('refuses a prompt that leaves a window of a few words', () => {
    const prompt = 60 - SPECIAL_TOKENS_PER_SEQUENCE - MINIMUM_WINDOW;
    expect(plan(prompt, 100, [0], 60).length).toBeGreaterThan(1);
    expect(() => plan(prompt + 1, 100, [0], 60)).toThrow(TextError);
  });

  it('accepts a long prompt before a short answer', () => {
    expect(plan(60 - SPECIAL_TOKENS_PER_SEQUENCE - 2, 2, [0], 60)).toEqual([{ start: 0, from: 0, end: 2 }]);
  });
});
