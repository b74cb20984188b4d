import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHalf, toHalf } from './half-precision';

describe('half precision', () => {
  it('rounds to the nearest half-precision number, ties to even', () => {
    expect([1, -2, 65504, 2 ** -24, 1 + 2 ** -11, 1 + 3 * 2 ** -11, 1e6, 0].map((value) => fromHalf(toHalf(value)))).toEqual([
      1,
      -2,
      65504,
      2 ** -24,
      1,
      1 + 2 ** -9,
      Number.POSITIVE_INFINITY,
      0,
    ]);
  });

  it('keeps every half-precision number as it is', () => {
    const changed = Array.from({ length: 0x10000 }, (_, bits) => bits).filter((bits) => {
      const value = fromHalf(bits);
      return !Number.isNaN(value) && toHalf(value) !== bits;
    });
    expect(changed).toEqual([]);
  });

  it('keeps the relative error of normal numbers within half a unit in the last place', () => {
    fc.assert(
      fc.property(fc.float({ min: Math.fround(1e-4), max: Math.fround(6e4), noNaN: true }), (value) => {
        expect(Math.abs(fromHalf(toHalf(value)) - value) / value).toBeLessThanOrEqual(2 ** -11);
      }),
    );
  });
});
