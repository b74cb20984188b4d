import type { SizePair } from './symbols';

/** Sizes at least this large are never filled in on the host, and make a graph of the same form as any other large size. */
const SMALLEST = 1009;
/** Between the sizes of two symbols, so that their products stay far below 2^53. */
const STEP = 1000;

/**
 * Picks the two primes that stand for each symbol. How far the two are apart grows threefold from symbol to symbol, so that a sum of symbols never differs by what one of them does.
 *
 * @param attempt another number picks other primes, for a function to which one of them is no size like any other.
 */
export function markedSizes(names: readonly string[], attempt = 0): Record<string, SizePair> {
  const sizes: Record<string, SizePair> = {};
  let distance = 3;
  for (const [index, name] of names.entries()) {
    const first = primeFrom(SMALLEST + STEP * index + attempt * (STEP / 4));
    const second = primeFrom(first + 3 * distance + 1);
    distance = second - first;
    sizes[name] = [first, second];
  }
  return sizes;
}

function primeFrom(smallest: number): number {
  for (let candidate = smallest; ; candidate++) {
    let divisor = 2;
    while (divisor * divisor <= candidate && candidate % divisor !== 0) divisor++;
    if (divisor * divisor > candidate) return candidate;
  }
}
