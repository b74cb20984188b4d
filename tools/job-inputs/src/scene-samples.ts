import { createRandom } from '@tldr-rm/random';
import { describeScene, sampleScene } from '@tldr-rm/scenes';
import type { Sample } from '@tldr-rm/schema';

/** Captioned scenes that can be perturbed; no pictures are drawn of them. */
export function sceneSamples(count: number): Sample[] {
  return Array.from({ length: count }, (_, index) => {
    const random = createRandom(`sample/${index}`);
    const scene = sampleScene(random, { split: 'train' });
    const { text, claims } = describeScene(scene, random);
    return { id: `sample-${index}`, image: `images/${index}.png`, prompt: 'Describe the image.', response: text, scene, claims };
  });
}
