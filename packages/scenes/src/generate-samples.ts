import { createRandom } from '@tldr-rm/random';
import type { Claim, Sample, Scene } from '@tldr-rm/schema';
import { type SampleSceneOptions, sampleScene } from './sample-scene';
import { askAboutScene, captionScene, type DescribeOptions } from './text';

export interface GenerateSamplesOptions extends SampleSceneOptions, DescribeOptions {
  seed: number | string;
  count: number;
  /** Number of the first sample (default 0): sample n is the same whatever came before, so a run can be resumed. */
  first?: number;
  /** Share of samples that are captions (default 0.5); the others are answers to questions. */
  captionShare?: number;
}

/** A sample whose scene and claims are known. Its picture is `renderScene(sample.scene, assets)`; `image` is where the command line writes it. */
export type SceneSample = Sample & { image: string; scene: Scene; claims: Claim[] };

/** Generates true samples, one scene each. */
export function* generateSamples({
  seed,
  count,
  first = 0,
  captionShare = 0.5,
  ...options
}: GenerateSamplesOptions): Generator<SceneSample> {
  for (let index = first; index < first + count; index += 1) {
    const random = createRandom(`${seed}/${options.split}/${index}`);
    const scene = sampleScene(random, options);
    const id = `${options.split}-${seed}-${index}`;
    const sample = { id, image: `images/${id}.png`, scene };
    if (random.chance(captionShare)) {
      yield { ...sample, ...captionScene(scene, random, options) };
    } else {
      yield { ...sample, ...askAboutScene(scene, random) };
    }
  }
}
