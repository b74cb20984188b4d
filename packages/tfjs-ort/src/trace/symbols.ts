/** A size that depends on symbols: `coefficient * product of symbols + constant`. */
export interface SymbolicSize {
  readonly coefficient: number;
  /** Names of the symbols that are multiplied; one may occur twice. */
  readonly symbols: readonly string[];
  readonly constant: number;
}

/** What a size was in each of two traces. */
export type SizePair = readonly [first: number, second: number];

/** Sizes are products of at most this many symbols (attention over a batch has batch x length x length). */
const MAXIMUM_DEGREE = 3;

/**
 * Reads the sizes of a function that was traced twice, each symbol standing for another prime the second time. A size that is the same in both depends on no symbol, whatever number it is, so no
 * size of a model is ever mistaken for one of a symbol.
 */
export class SymbolTable {
  readonly #monomials: { symbols: string[]; pair: SizePair }[] = [];

  /** @param primes the two sizes that stood for each symbol, such as `markedSizes` picks. */
  constructor(readonly primes: Readonly<Record<string, SizePair>>) {
    let previous: { symbols: string[]; pair: SizePair }[] = [{ symbols: [], pair: [1, 1] }];
    for (let degree = 1; degree <= MAXIMUM_DEGREE; degree++) {
      previous = previous.flatMap(({ symbols, pair }) =>
        Object.entries(primes)
          .filter(([name]) => symbols.length === 0 || name >= symbols[symbols.length - 1]!)
          .map(([name, prime]) => ({ symbols: [...symbols, name], pair: [pair[0] * prime[0], pair[1] * prime[1]] as const })),
      );
      this.#monomials.push(...previous);
    }
    this.#monomials.sort((a, b) => b.pair[0] - a.pair[0]);
  }

  /**
   * What a size means: null if it is a plain number, undefined if it depends on symbols in a way that cannot be written down (a sum of two, a quotient, a power above the third).
   */
  read([first, second]: SizePair): SymbolicSize | null | undefined {
    if (first === second) return null;
    for (const { symbols, pair } of this.#monomials) {
      const coefficient = first / pair[0];
      if (Number.isSafeInteger(coefficient) && second / pair[1] === coefficient) return { coefficient, symbols, constant: 0 };
    }
    for (const [name, pair] of Object.entries(this.primes)) {
      const constant = first - pair[0];
      if (second - pair[1] === constant) return { coefficient: 1, symbols: [name], constant };
    }
    return undefined;
  }

  /** A size that depends on symbols as text, for the axis names of the exported graph. */
  print(size: SymbolicSize): string {
    const factors = size.coefficient === 1 ? size.symbols : [size.coefficient, ...size.symbols];
    const product = factors.join('*');
    if (size.constant === 0) return product;
    return size.constant > 0 ? `${product}+${size.constant}` : `${product}${size.constant}`;
  }
}
