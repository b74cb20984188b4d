import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from './create-random';

describe('createRandom', () => {
  it('gives the numbers it has always given', () => {
    const random = createRandom(7);
    expect(Array.from({ length: 6 }, () => random.integer(0, 999))).toMatchInlineSnapshot(`
      [
        830,
        394,
        581,
        131,
        289,
        699,
      ]
    `);
  });

  it('takes a number and its digits for the same seed', () => {
    expect(createRandom('7').float()).toBe(createRandom(7).float());
  });

  it('starts unlike for neighbouring seeds', () => {
    const first = Array.from({ length: 200 }, (_, seed) => createRandom(seed).float());
    expect(new Set(first.map((value) => Math.floor(value * 10))).size).toBe(10);
  });

  it('draws whole numbers within the bounds, both included', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: -1000, max: 1000 }), fc.nat(1000), (seed, minimum, span) => {
        const value = createRandom(seed).integer(minimum, minimum + span);
        return Number.isInteger(value) && value >= minimum && value <= minimum + span;
      }),
    );
    const random = createRandom('dice');
    expect(new Set(Array.from({ length: 200 }, () => random.integer(1, 6)))).toEqual(new Set([1, 2, 3, 4, 5, 6]));
  });

  it('shuffles into a permutation and leaves the list as it was', () => {
    fc.assert(
      fc.property(fc.integer(), fc.array(fc.integer()), (seed, list) => {
        const before = [...list];
        const shuffled = createRandom(seed).shuffle(list);
        expect(list).toEqual(before);
        expect([...shuffled].sort()).toEqual([...list].sort());
      }),
    );
  });

  it('draws in proportion to the weights, never what has none', () => {
    const random = createRandom('weights');
    const drawn = Array.from({ length: 4000 }, () => random.weighted([['a', 3] as const, ['b', 0] as const, ['c', 1] as const]));
    expect(drawn).not.toContain('b');
    expect(drawn.filter((value) => value === 'a').length / drawn.length).toBeCloseTo(0.75, 1);
  });

  it('refuses to draw from nothing', () => {
    const random = createRandom(1);
    expect(() => random.pick([])).toThrow(RangeError);
    expect(() => random.weighted([])).toThrow(RangeError);
    expect(() => random.weighted([['a', 0] as const])).toThrow(RangeError);
  });
});
