/** A size that depends on symbols: `coefficient * product of symbols + constant`. */
export interface SymbolicSize {
  readonly coefficient: number;
  /** Names of the symbols that are multiplied; one may occur twice. */
  readonly symbols: readonly string[];
  readonly constant: number;
}

/** Sizes are products of at most this many symbols (attention over a batch has batch x length x length). */
const MAX_DEGREE = 3;
/** `symbol + constant` is recognized up to this constant ... */
const MAX_OFFSET = 1024;
/** ... and only for symbols at least this many times larger, or a size such as 1024 could pass for 1009 + 15. */
const OFFSET_MARGIN = 8;

/** Reads sizes of a trace in which each symbol was given a large prime. */
export class SymbolTable {
  readonly #monomials: { symbols: string[]; value: number }[] = [];

  /** @param primes the size that stands for each symbol during the trace. */
  constructor(readonly primes: Readonly<Record<string, number>>) {
    let previous: { symbols: string[]; value: number }[] = [{ symbols: [], value: 1 }];
    for (let degree = 1; degree <= MAX_DEGREE; degree++) {
      previous = previous.flatMap(({ symbols, value }) =>
        Object.entries(primes)
          .filter(([name]) => symbols.length === 0 || name >= symbols[symbols.length - 1]!)
          .map(([name, prime]) => ({ symbols: [...symbols, name], value: value * prime })),
      );
      this.#monomials.push(...previous);
    }
    this.#monomials.sort((a, b) => b.value - a.value);
  }

  /** What a size of the trace means, or null if it is a plain number. */
  read(size: number): SymbolicSize | null {
    if (!Number.isSafeInteger(size) || size <= 0) return null;
    for (const { symbols, value } of this.#monomials) {
      if (size % value === 0) return { coefficient: size / value, symbols, constant: 0 };
    }
    for (const [name, prime] of Object.entries(this.primes)) {
      const constant = size - prime;
      if (prime >= MAX_OFFSET * OFFSET_MARGIN && Math.abs(constant) <= MAX_OFFSET) return { coefficient: 1, symbols: [name], constant };
    }
    return null;
  }

  /** The size as text, for the axis names of the exported graph. */
  print(size: number): string | null {
    const symbolic = this.read(size);
    if (symbolic === null) return null;
    const factors = symbolic.coefficient === 1 ? symbolic.symbols : [symbolic.coefficient, ...symbolic.symbols];
    const product = factors.join('*');
    if (symbolic.constant === 0) return product;
    return symbolic.constant > 0 ? `${product}+${symbolic.constant}` : `${product}${symbolic.constant}`;
  }
}
