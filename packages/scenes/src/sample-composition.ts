import type { Random } from '@tldr-rm/random';
import { COLOURS, type Colour } from '@tldr-rm/schema';
import { type IconSet, NOUNS, type Noun } from './nouns';
import { areDistinct } from './shown-nouns';
import { type Split, splitOfComposition } from './split-of';
import { SIGN_WORDS } from './text/sign-words';

/** What a scene holds, before anything has a size and a place. */
export interface Composition {
  entities: { noun: Noun; iconSet: IconSet; colour: Colour | null; count: number }[];
  signs: { word: string; colour: Colour }[];
}

const ENTITY_COUNTS = [
  [1, 0.15],
  [2, 0.38],
  [3, 0.33],
  [4, 0.14],
] as const;

const OBJECT_COUNTS = [
  [1, 0.58],
  [2, 0.14],
  [3, 0.11],
  [4, 0.09],
  [5, 0.08],
] as const;

const TINT_SHARE = 0.65;
/** Share of scenes of several things in which two of them get different tints whatever the dice said, so that colours can be swapped. */
const TWO_TINTS_SHARE = 0.35;
/** Share of tints that avoid those already in the scene, so that questions of the kind "which is red?" mostly have one answer. */
const NEW_COLOUR_SHARE = 0.85;
const SIGN_SHARE = 0.35;
const SECOND_SIGN_SHARE = 0.1;

/** Draws nouns, tints, counts and signs until they fall into the split. Within a scene no noun is shown by the drawing of another. */
export function sampleComposition(random: Random, split: Split, iconSets: readonly IconSet[]): Composition {
  for (;;) {
    const composition = drawComposition(random, iconSets);
    const entities = composition.entities.map(({ noun: { noun }, colour, count }) => ({ noun, colour, count }));
    const words = composition.signs.map(({ word }) => word);
    if (splitOfComposition(entities, words) === split) return composition;
  }
}

function drawComposition(random: Random, iconSets: readonly IconSet[]): Composition {
  const drawable = NOUNS.filter(({ icons }) => iconSets.some((iconSet) => icons[iconSet] !== undefined));
  const wanted = random.weighted(ENTITY_COUNTS);
  const tinted = Array.from({ length: wanted }, () => random.chance(TINT_SHARE));
  const forced = wanted > 1 && random.chance(TWO_TINTS_SHARE);
  const nouns: Noun[] = [];
  while (nouns.length < wanted) {
    const noun = random.pick(drawable);
    if (nouns.every((other) => areDistinct(noun.noun, other.noun))) nouns.push(noun);
  }
  const used: Colour[] = [];
  const drawColour = (fresh: boolean): Colour => {
    const colour = random.pick(fresh ? COLOURS.filter((candidate) => !used.includes(candidate)) : COLOURS);
    used.push(colour);
    return colour;
  };
  const entities = nouns.map((noun, index) => {
    const tint = tinted[index] || (forced && index < 2);
    const fresh = (forced && index < 2) || random.chance(NEW_COLOUR_SHARE);
    return {
      noun,
      iconSet: random.pick(iconSets.filter((iconSet) => noun.icons[iconSet] !== undefined)),
      colour: tint ? drawColour(fresh) : null,
      count: random.weighted(OBJECT_COUNTS),
    };
  });
  const signs: Composition['signs'] = [];
  if (random.chance(SIGN_SHARE)) {
    const words = random.shuffle(SIGN_WORDS).slice(0, random.chance(SECOND_SIGN_SHARE) ? 2 : 1);
    for (const word of words) signs.push({ word, colour: drawColour(random.chance(NEW_COLOUR_SHARE)) });
  }
  return { entities: random.shuffle(entities), signs };
}
