import { createRandom } from '@tldr-rm/random';
import { TAXONOMIES } from '@tldr-rm/schema';
import { expect, it } from 'vitest';
import { perturbScene } from './perturb-scene';
import { sceneEngine } from './scene-engine';
import { drawSample } from './test-support/draw-sample';

it('makes what perturbScene makes of the same choices', () => {
  for (let seed = 0; seed < 40; seed += 1) {
    const sample = drawSample(seed);
    const taxonomy = TAXONOMIES[seed % TAXONOMIES.length]!;
    expect(sceneEngine.perturb(sample, { random: createRandom(seed) })).toEqual(perturbScene(sample, createRandom(seed)));
    expect(sceneEngine.perturb(sample, { random: createRandom(seed), taxonomy })).toEqual(
      perturbScene(sample, createRandom(seed), { taxonomy }),
    );
  }
});

it('has no negative of a sample without a scene', () => {
  const sample = { id: '1', prompt: 'Describe the image.', response: 'There is a dog.' };
  expect(sceneEngine.perturb(sample, { random: createRandom(1) })).toBeNull();
});
