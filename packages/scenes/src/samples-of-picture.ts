import { createRandom } from '@tldr-rm/random';
import type { SceneSample } from './generate-samples';
import { type SampleSceneOptions, sampleScene } from './sample-scene';
import { askAboutScene, captionScene } from './text';

export interface SamplesOfPictureOptions extends SampleSceneOptions {
  seed: number | string;
  /** Number of the picture: it depends on the seed, the split and this alone. */
  index: number;
}

/** One picture's true samples: its caption, and one or two different questions with their answers. */
export function samplesOfPicture({ seed, index, ...options }: SamplesOfPictureOptions): SceneSample[] {
  const random = createRandom(`${seed}/${options.split}/${index}`);
  const scene = sampleScene(random, options);
  const name = `${options.split}-${seed}-${index}`;
  const shared = { image: `images/${name}.png`, scene };
  const caption = { id: `${name}-caption`, ...shared, ...captionScene(scene, random) };
  const questions = Array.from({ length: random.integer(1, 2) }, () => askAboutScene(scene, random));
  const different = questions.filter(({ prompt }, position) => questions.findIndex((other) => other.prompt === prompt) === position);
  return [caption, ...different.map((question, position) => ({ id: `${name}-question-${position + 1}`, ...shared, ...question }))];
}
