import { createRandom } from '@tldr-rm/random';
import { COLOURS, type Scene } from '@tldr-rm/schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NOUNS } from './nouns';
import { sampleScene } from './sample-scene';
import { SPLITS, splitOf } from './split-of';

const box = { x: 0, y: 0, width: 20, height: 20 };
const entity = fc.record({
  id: fc.string(),
  noun: fc.constantFrom(...NOUNS.map(({ noun }) => noun)),
  icon: fc.string(),
  colour: fc.option(fc.constantFrom(...COLOURS)),
  size: fc.constantFrom('small' as const, 'medium' as const, 'large' as const),
  boxes: fc.array(fc.record({ x: fc.nat(100), y: fc.nat(100), width: fc.constant(20), height: fc.constant(20) }), {
    minLength: 1,
    maxLength: 5,
  }),
});
const sign = fc.record({
  id: fc.string(),
  word: fc.constantFrom('STOP', 'OPEN', 'ZOO'),
  colour: fc.constantFrom(...COLOURS),
  box: fc.constant(box),
});
const content = fc.record({ entities: fc.array(entity, { maxLength: 4 }), signs: fc.array(sign, { maxLength: 2 }) });

function compositionOf({ entities, signs }: Scene): string {
  const things = entities.map(({ noun, colour, boxes }) => `${boxes.length} ${colour} ${noun}`).sort();
  return [...things, ...signs.map(({ word }) => word).sort()].join(', ');
}

describe('splitOf', () => {
  it('does not depend on order, places, sizes or drawings', () => {
    fc.assert(
      fc.property(content, fc.integer(), ({ entities, signs }, seed) => {
        const random = createRandom(seed);
        const moved = random.shuffle(entities).map((original) => ({
          ...original,
          id: 'other',
          icon: 'other',
          size: 'large' as const,
          boxes: original.boxes.map(() => box),
        }));
        expect(splitOf({ entities: moved, signs: random.shuffle(signs) })).toBe(splitOf({ entities, signs }));
      }),
    );
  });

  it('tells compositions apart that merely read alike when joined', () => {
    const splits = Array.from({ length: 400 }, (_, count) =>
      splitOf({ entities: [], signs: [{ id: 's', word: `W${count}`, colour: 'red', box }] }),
    );
    expect(new Set(splits)).toEqual(new Set(SPLITS));
  });

  it('puts about 90, 5 and 5 of a hundred compositions into the three splits', () => {
    const counts = { train: 0, validation: 0, test: 0 };
    const samples = fc.sample(content, { numRuns: 6000, seed: 1 });
    for (const sample of samples) counts[splitOf(sample)] += 1;
    expect(counts.validation / samples.length).toBeCloseTo(0.05, 1);
    expect(counts.test / samples.length).toBeCloseTo(0.05, 1);
    expect(counts.train / samples.length).toBeGreaterThan(0.87);
  });

  it('is the split that a scene was sampled for', () => {
    fc.assert(
      fc.property(fc.integer(), fc.constantFrom(...SPLITS), (seed, split) => {
        expect(splitOf(sampleScene(createRandom(seed), { split }))).toBe(split);
      }),
    );
  });

  it('leaves no composition in two splits', () => {
    const seen = new Map<string, string>();
    for (const split of SPLITS) {
      const random = createRandom(split);
      for (let index = 0; index < 1500; index += 1) {
        const composition = compositionOf(sampleScene(random, { split }));
        expect(seen.get(composition) ?? split, composition).toBe(split);
        seen.set(composition, split);
      }
    }
  });
});
