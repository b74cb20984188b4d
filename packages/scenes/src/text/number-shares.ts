/**
 * How often a number is told, by the number: the inverse of how often scenes hold so many of a thing. Each number is then told about equally often, and
 * a false one is no more common or rare than a true one.
 */
export const NUMBER_SHARES: readonly number[] = [0, 0.08, 0.4, 0.56, 0.7, 0.9];
