import type { Random } from './random';

/**
 * The resamples of a bootstrap (Efron 1979): as many groups as there are, drawn with replacement. What stands or falls together (all that is said about one picture)
 * makes one group, since a bootstrap takes groups for independent.
 *
 * @yields how often each group was drawn, by its number. The array is used again for the next resample.
 */
export function* drawResamples(groups: number, resamples: number, random: Random): Generator<Uint32Array, void> {
  const drawn = new Uint32Array(groups);
  for (let resample = 0; resample < resamples; resample += 1) {
    drawn.fill(0);
    for (let draw = 0; draw < groups; draw += 1) drawn[random.integer(0, groups - 1)]! += 1;
    yield drawn;
  }
}
