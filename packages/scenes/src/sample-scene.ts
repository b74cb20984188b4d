import type { Random } from '@tldr-rm/random';
import type { Scene } from '@tldr-rm/schema';
import { BACKGROUND_STYLES } from './draw-background';
import { TRAINING_ICON_SETS } from './nouns';
import { resolveIconSets } from './resolve-icon-sets';
import { sampleComposition } from './sample-composition';
import { sampleLayout } from './sample-layout';
import type { Split } from './split-of';

/** Side of a picture in pixels. */
export const SCENE_SIZE = 128;

export interface SampleSceneOptions {
  /** Only compositions of this split are drawn; see {@link splitOf}. */
  split: Split;
  /** Sets to draw icons from, of `ICON_SETS` (default: the training sets). */
  iconSets?: readonly string[];
}

/** Draws a scene of 1 to 4 kinds of things, sometimes with a sign. The same random state gives the same scene. */
export function sampleScene(random: Random, { split, iconSets = TRAINING_ICON_SETS }: SampleSceneOptions): Scene {
  const sets = resolveIconSets(iconSets);
  for (;;) {
    const composition = sampleComposition(random, split, sets);
    const layout = sampleLayout(composition, random, SCENE_SIZE, SCENE_SIZE);
    if (layout === null) continue;
    return {
      width: SCENE_SIZE,
      height: SCENE_SIZE,
      background: { style: random.pick(BACKGROUND_STYLES), seed: random.integer(0, 0x7fff_ffff) },
      entities: composition.entities.map(({ noun, iconSet, colour }, index) => ({
        id: `entity-${index + 1}`,
        noun: noun.noun,
        icon: `${iconSet}:${noun.icons[iconSet]}`,
        colour,
        ...layout.entities[index]!,
      })),
      signs: composition.signs.map(({ word, colour }, index) => ({ id: `sign-${index + 1}`, word, colour, box: layout.signs[index]! })),
    };
  }
}
