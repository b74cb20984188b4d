import { createRandom } from '@tldr-rm/random';
import { CAPTION_PROMPTS, checkCaption, describeScene, sampleScene } from '@tldr-rm/scenes';
import type { Sample, Scene } from '@tldr-rm/schema';
import { expect, it } from 'vitest';
import { perturbScene } from './perturb-scene';

// The checker stands in @tldr-rm/scenes; what it finds in negatives is tested here, since scenes does not know how to make them.
const CAPTIONS = 500;

function drawCaption(seed: number): Sample & { scene: Scene } {
  const random = createRandom(`check ${seed}`);
  const scene = sampleScene(random, { split: 'test' });
  const { text, claims } = describeScene(scene, random);
  return { id: String(seed), prompt: random.pick(CAPTION_PROMPTS), response: text, claims, scene };
}

it('finds the false words of negatives', () => {
  let negatives = 0;
  let found = 0;
  let responses = 0;
  for (let seed = 0; seed < CAPTIONS; seed += 1) {
    const sample = drawCaption(seed);
    const negative = perturbScene(sample, createRandom(`negative ${seed}`));
    if (negative === null) continue;
    negatives += 1;
    const check = checkCaption(negative.response, sample.scene);
    const marked = negative.spans.filter(({ label }) => label === 'hallucinated');
    const isFound = marked.every((span) => check.hallucinated.some(({ start, end }) => start < span.end && end > span.start));
    if (isFound) found += 1;
    if (check.response === 'hallucinated') responses += 1;
  }
  expect(negatives).toBeGreaterThan(0.9 * CAPTIONS);
  expect(found / negatives).toBeGreaterThan(0.98);
  expect(responses / negatives).toBeGreaterThan(0.99);
});
