import { hashText } from '@tldr-rm/random';
import type { Scene } from '@tldr-rm/schema';

export const SPLITS = ['train', 'validation', 'test'] as const;

/** Which part of the data a scene belongs to. */
export type Split = (typeof SPLITS)[number];

/** Of 100 hash buckets, the first 90 train, the next 5 validate, the last 5 test. */
const BUCKETS = 100;
const FIRST_VALIDATION_BUCKET = 90;
const FIRST_TEST_BUCKET = 95;

/**
 * The one split in which scenes of this composition occur: nouns with colours and counts, and the words of signs, without regard to order, places,
 * sizes and drawings.
 */
export function splitOf(scene: Pick<Scene, 'entities' | 'signs'>): Split {
  return splitOfComposition(
    scene.entities.map(({ noun, colour, boxes }) => ({ noun, colour, count: boxes.length })),
    scene.signs.map(({ word }) => word),
  );
}

/** What {@link splitOf} decides by: one entry for each entity, one word for each sign. */
export function splitOfComposition(
  entities: readonly { noun: string; colour: string | null; count: number }[],
  words: readonly string[],
): Split {
  const things = entities.map(({ noun, colour, count }) => `${noun}/${colour ?? ''}/${count}`).sort();
  const bucket = hashText(JSON.stringify([things, [...words].sort()])) % BUCKETS;
  if (bucket < FIRST_VALIDATION_BUCKET) return 'train';
  return bucket < FIRST_TEST_BUCKET ? 'validation' : 'test';
}
