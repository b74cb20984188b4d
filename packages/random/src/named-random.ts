import { createRandomFromState } from './create-random';
import { fnv1a } from './hash-text';
import type { Random } from './random';

/**
 * One generator for each named thing under one seed, so that adding a thing changes the numbers of no other. The starting weights of models come from it: the
 * numbers never change.
 *
 * @param seed whole number, of which the lowest 32 bits count.
 */
export function namedRandom(seed: number, name: string): Random {
  const own = seed ^ fnv1a(name);
  return createRandomFromState([-1, ~own, own, 0]);
}
