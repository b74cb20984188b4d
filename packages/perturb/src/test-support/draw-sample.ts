import { createRandom } from '@tldr-rm/random';
import { askAboutScene, CAPTION_PROMPTS, describeScene, sampleScene } from '@tldr-rm/scenes';
import type { Sample } from '@tldr-rm/schema';

/** A true caption or answer about a random scene, half of each. */
export function drawSample(seed: number): Sample {
  const random = createRandom(`sample ${seed}`);
  const scene = sampleScene(random, { split: 'train' });
  if (random.chance(0.5)) {
    const { text, claims } = describeScene(scene, random);
    return { id: String(seed), prompt: random.pick(CAPTION_PROMPTS), response: text, claims, scene };
  }
  return { id: String(seed), ...askAboutScene(scene, random), scene };
}
