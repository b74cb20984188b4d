import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHalf, readSafetensors, toHalf, writeSafetensors } from './safetensors';

describe('safetensors', () => {
  it('reads back what it wrote, bit for bit', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string({ minLength: 1 }).filter((name) => name !== '__metadata__' && name !== '__proto__'),
          fc.float32Array({ maxLength: 40 }),
        ),
        (dictionary) => {
          const tensors = new Map(Object.entries(dictionary).map(([name, values]) => [name, { shape: [values.length], values }]));
          const read = readSafetensors(writeSafetensors(tensors), 'test');
          expect([...read.keys()].sort()).toEqual([...tensors.keys()].sort());
          for (const [name, { values }] of tensors) expect(read.get(name)!.values).toEqual(values);
        },
      ),
    );
  });

  it('starts its data at a multiple of eight bytes', () => {
    for (let length = 1; length < 12; length += 1) {
      const file = writeSafetensors(new Map([['x'.repeat(length), { shape: [1], values: Float32Array.of(1) }]]));
      expect(Number(new DataView(file.buffer).getBigUint64(0, true)) % 8).toBe(0);
    }
  });

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
    for (let bits = 0; bits < 0x10000; bits += 1) {
      const value = fromHalf(bits);
      if (!Number.isNaN(value)) expect(toHalf(value)).toBe(bits);
    }
  });

  it('keeps the relative error of normal numbers within half a unit in the last place', () => {
    fc.assert(
      fc.property(fc.float({ min: Math.fround(1e-4), max: Math.fround(6e4), noNaN: true }), (value) => {
        expect(Math.abs(fromHalf(toHalf(value)) - value) / value).toBeLessThanOrEqual(2 ** -11);
      }),
    );
  });

  it('refuses files that are cut off at any place', () => {
    const file = writeSafetensors(new Map([['weight', { shape: [2, 3], values: new Float32Array(6) }]]));
    for (let length = 0; length < file.length; length += 1) {
      expect(() => readSafetensors(file.subarray(0, length), 'cut.safetensors')).toThrow(/cut\.safetensors: not a usable safetensors file/);
    }
  });

  it('refuses a header that claims to be larger than the limit, without allocating it', () => {
    const file = new Uint8Array(16);
    new DataView(file.buffer).setBigUint64(0, 1n << 60n, true);
    expect(() => readSafetensors(file, 'huge.safetensors')).toThrow(/more than/);
  });
});
