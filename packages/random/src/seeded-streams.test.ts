import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandomFromState } from './create-random';
import { fillNormal } from './fill-normal';
import { hashText } from './hash-text';
import { namedRandom } from './named-random';

describe('namedRandom', () => {
  it('gives the numbers it has always given', () => {
    const random = namedRandom(7, 'decoder.0.q_proj.weight');
    expect(Array.from({ length: 4 }, () => random.integer(0, 999))).toMatchInlineSnapshot(`
      [
        261,
        108,
        634,
        273,
      ]
    `);
  });

  it('gives each name numbers of its own', () => {
    fc.assert(
      fc.property(fc.integer(), fc.string(), fc.string(), (seed, one, other) => {
        const [first, second] = [namedRandom(seed, one), namedRandom(seed, other)].map(({ float }) => Array.from({ length: 8 }, float));
        if (one === other) expect(first).toEqual(second);
        else if (hashText(one) !== hashText(other)) expect(first).not.toEqual(second);
      }),
    );
  });
});

describe('createRandomFromState', () => {
  it('gives numbers in [0, 1), the same for the same state', () => {
    const word = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
    fc.assert(
      fc.property(fc.tuple(word, word, word, word), (state) => {
        const draw = (): number[] => Array.from({ length: 20 }, createRandomFromState(state).float);
        const drawn = draw();
        expect(draw()).toEqual(drawn);
        for (const value of drawn) expect(value >= 0 && value < 1).toBe(true);
      }),
    );
  });
});

describe('fillNormal', () => {
  it('fills with values of mean 0 and the given deviation, an odd number of them too', () => {
    const values = new Float32Array(20_001);
    fillNormal(values, 3, namedRandom(1, 'normal'));
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
    expect(Math.abs(mean)).toBeLessThan(0.1);
    expect(Math.abs(deviation - 3)).toBeLessThan(0.1);
    expect(values.at(-1)).not.toBe(0);
  });

  it('is finite whatever is drawn', () => {
    fc.assert(
      fc.property(fc.integer(), fc.nat(9), (seed, length) => {
        const values = new Float32Array(length);
        fillNormal(values, 1, namedRandom(seed, 'finite'));
        return values.every(Number.isFinite);
      }),
    );
  });
});

describe('hashText', () => {
  it('gives the hashes it has always given', () => {
    expect(['', 'a', 'b', 'two dogs', '\u{1F436}'].map((text) => hashText(text))).toMatchInlineSnapshot(`
      [
        2872998923,
        444641715,
        2193908274,
        2231846578,
        50999495,
      ]
    `);
  });

  it('is a 32-bit whole number that depends on the seed', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const hash = hashText(text);
        expect(Number.isInteger(hash) && hash >= 0 && hash < 2 ** 32).toBe(true);
        expect(hashText(text, 1)).not.toBe(hash);
      }),
    );
  });
});
