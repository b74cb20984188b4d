import { perturbScene } from '@tldr-rm/perturb';
import { createRandom } from '@tldr-rm/random';
import { generateSamples } from '@tldr-rm/scenes';

/** A true text, and what it was changed into. */
export type Pair = [original: string, changed: string];

/** Captions of a long text. */
const CAPTIONS_OF_LONG = 12;

/** Captions of scenes and their negatives. */
export function makeCaptions(count: number): Pair[] {
  const random = createRandom('token-labels');
  const pairs: Pair[] = [];
  for (const sample of generateSamples({ seed: 'token-labels', count: 2 * count, split: 'train', captionShare: 1 })) {
    const negative = perturbScene(sample, random);
    if (negative !== null) pairs.push([sample.response, negative.response]);
    if (pairs.length === count) break;
  }
  return pairs;
}

/** Long descriptions: twelve captions on end, of which every third is a negative. */
export function makeLongTexts(captions: readonly Pair[]): Pair[] {
  const pairs: Pair[] = [];
  for (let first = 0; first + CAPTIONS_OF_LONG <= captions.length; first += CAPTIONS_OF_LONG) {
    const part = captions.slice(first, first + CAPTIONS_OF_LONG);
    pairs.push([part.map(([original]) => original).join(' '), part.map((pair, index) => pair[index % 3 === 0 ? 1 : 0]).join(' ')]);
  }
  return pairs;
}
