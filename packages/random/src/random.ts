/** A seeded source of random choices. The same seed gives the same choices on every machine and in every version. */
export interface Random {
  /** A whole number from `minimum` to `maximum`, both included. */
  integer(minimum: number, maximum: number): number;
  /** A number in [0, 1), a multiple of 2^-32. */
  float(): number;
  /** One element of a list. @throws {RangeError} if it is empty. */
  pick<T>(list: readonly T[]): T;
  /** True with the given probability. */
  chance(probability: number): boolean;
  /** A shuffled copy. */
  shuffle<T>(list: readonly T[]): T[];
  /** One of the values, each as likely as its weight says. @throws {RangeError} if no weight is positive. */
  weighted<T>(choices: readonly (readonly [value: T, weight: number])[]): T;
}
