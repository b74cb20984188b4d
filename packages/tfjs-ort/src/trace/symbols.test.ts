import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markedSizes } from './marked-sizes';
import { type SizePair, SymbolTable } from './symbols';

const primes = markedSizes(['batch', 'length', 'tokens', 'images']);
const table = new SymbolTable(primes);
const names = fc.constantFrom('batch', 'length', 'tokens', 'images');

/** What a function of the free sizes is in both traces. */
const sizeOf = (compute: (size: (name: string) => number) => number): SizePair =>
  [0, 1].map((choice) => compute((name) => primes[name]![choice as 0 | 1])) as unknown as SizePair;

describe('SymbolTable', () => {
  it('reads every product of up to three symbols and a number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.array(names, { minLength: 1, maxLength: 3 }), (coefficient, symbols) => {
        const size = sizeOf((value) => symbols.reduce((product, symbol) => product * value(symbol), coefficient));
        expect(table.read(size)).toEqual({ coefficient, symbols: [...symbols].sort(), constant: 0 });
      }),
    );
  });

  it('reads a symbol plus or minus any number', () => {
    fc.assert(
      fc.property(
        names,
        fc.integer({ min: -20_000, max: 20_000 }).filter((constant) => constant !== 0),
        (name, constant) => {
          expect(table.read(sizeOf((value) => value(name) + constant))).toEqual({ coefficient: 1, symbols: [name], constant });
        },
      ),
    );
  });

  it('takes every size that is the same in both traces for a number, also the sizes that stand for symbols and their multiples', () => {
    fc.assert(
      fc.property(fc.integer(), (size) => {
        expect(table.read([size, size])).toBeNull();
      }),
    );
    for (const size of Object.values(primes).flat()) expect(table.read([size * 7, size * 7])).toBeNull();
  });

  it('does not read a sum of two symbols as one of them plus a number', () => {
    fc.assert(
      fc.property(names, names, fc.integer({ min: 1, max: 64 }), (one, other, constant) => {
        const size = sizeOf((value) => value(one) + value(other) + constant);
        expect(table.read(size)).toBeUndefined();
      }),
    );
  });

  it('prints what it read', () => {
    const printed = (size: SizePair) => table.print(table.read(size)!);
    expect(printed(sizeOf((value) => value('length') + 64))).toBe('length+64');
    expect(printed(sizeOf((value) => value('length') - 1))).toBe('length-1');
    expect(printed(sizeOf((value) => 4 * value('batch') * value('length')))).toBe('4*batch*length');
  });
});
