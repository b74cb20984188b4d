import type { RgbImage } from '@tldr-rm/detect';
import { createRandom } from '@tldr-rm/random';
import { type IconSet, renderScene, SCENE_SIZE, type SceneAssets, type Split, sampleScene } from '@tldr-rm/scenes';
import { LOOKS, photographLike } from './photograph-like';

/** Scenes of a split, drawn with icons of these sets. */
export function* drawnPictures(split: Split, count: number, iconSets: readonly IconSet[], assets: SceneAssets): Generator<RgbImage> {
  for (let index = 0; index < count; index += 1) {
    const scene = sampleScene(createRandom(`domain/${split}/${iconSets.join(',')}/${index}`), { split, iconSets });
    yield { data: renderScene(scene, assets), width: SCENE_SIZE, height: SCENE_SIZE };
  }
}

/** Pictures of a look. Those of another purpose are other pictures. */
export function* photographLikePictures(look: string, count: number, purpose: 'fit' | 'test'): Generator<RgbImage> {
  for (let index = 0; index < count; index += 1)
    yield photographLike(LOOKS[look]!, SCENE_SIZE, createRandom(`photograph/${purpose}/${look}/${index}`));
}
