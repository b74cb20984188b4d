import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SymbolTable } from './symbols';

const table = new SymbolTable({ batch: 1009, length: 10007 });

describe('SymbolTable', () => {
  it('reads every product of up to three symbols and a constant', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 900 }),
        fc.subarray(['batch', 'length', 'length'] as const, { minLength: 1 }),
        (coefficient, symbols) => {
          const size = symbols.reduce((product, symbol) => product * table.primes[symbol]!, coefficient);
          expect(table.read(size)).toEqual({ coefficient, symbols: [...symbols].sort(), constant: 0 });
        },
      ),
    );
  });

  it('takes sizes that no prime divides for numbers', () => {
    for (const size of [0, 1, 3, 64, 1008, 1024, 2048, 32000, 257152, -1, -(2 ** 31)]) expect(table.read(size)).toBeNull();
  });

  it('reads a large prime plus or minus a little', () => {
    expect(table.read(10007 + 64)).toEqual({ coefficient: 1, symbols: ['length'], constant: 64 });
    expect(table.read(10007 - 1)).toEqual({ coefficient: 1, symbols: ['length'], constant: -1 });
    expect(table.print(10007 + 64)).toBe('length+64');
    expect(table.print(10006)).toBe('length-1');
    expect(table.print(4 * 1009 * 10007)).toBe('4*batch*length');
    expect(table.print(12)).toBeNull();
  });
});
