import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import { hashText } from './hash-text';
import type { Random } from './random';

const GOLDEN_RATIO = 0x9e3779b9;

/**
 * Makes a generator (xoroshiro128+ of pure-rand). The number 7 and the text '7' are the same seed. The state is filled from a hash of the seed, since
 * neighbouring seeds used directly give generators whose first numbers are alike.
 */
export function createRandom(seed: number | string): Random {
  const text = String(seed);
  const [first, second, third, fourth] = [1, 2, 3, 4].map((index) => hashText(text, Math.imul(GOLDEN_RATIO, index)) | 0);
  return createRandomFromState([first!, second!, third!, fourth!]);
}

/**
 * Makes a generator with this state (four 32-bit whole numbers, not all 0), for choices whose seeding is older than {@link createRandom} and must not change. Where
 * nothing depends on the numbers yet, use that.
 */
export function createRandomFromState(state: readonly [number, number, number, number]): Random {
  const generator = xoroshiro128plusFromState(state);
  const float = (): number => (generator.next() >>> 0) / 0x1_0000_0000;
  const integer = (minimum: number, maximum: number): number => minimum + Math.floor(float() * (maximum - minimum + 1));
  return {
    integer,
    float,
    pick(list) {
      if (list.length === 0) throw new RangeError('cannot pick from an empty list');
      return list[integer(0, list.length - 1)]!;
    },
    chance: (probability) => float() < probability,
    shuffle(list) {
      const result = [...list];
      for (let index = result.length - 1; index > 0; index -= 1) {
        const other = integer(0, index);
        [result[index], result[other]] = [result[other]!, result[index]!];
      }
      return result;
    },
    weighted(choices) {
      let left = float() * choices.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [value, weight] of choices) {
        left -= weight;
        if (left < 0) return value;
      }
      throw new RangeError('no choice has a positive weight');
    },
  };
}
