import { createRandom } from '@tldr-rm/random';
import { NOUNS } from '@tldr-rm/scenes';
import { TAXONOMIES, type Taxonomy } from '@tldr-rm/schema';
import { describe, expect, it } from 'vitest';
import { type TrainingText, trainTextClassifier } from './audit/text-classifier';
import { type PromptedText, wordsOf } from './audit/text-features';
import { perturbScene } from './perturb-scene';
import { drawSample } from './test-support/draw-sample';

const SCENES = 14_000;
const TRAINING_SHARE = 0.7;

interface Pair {
  taxonomy: Taxonomy;
  texts: [right: TrainingText, wrong: TrainingText];
}

const SINGULAR = new Map(NOUNS.flatMap(({ noun, plural }) => [[noun, noun] as const, [plural, noun] as const]));

/** How many things a text names, in how many sentences: a negative that changes one mention only would name one more. */
function countNouns({ response }: PromptedText): string[] {
  const named = new Set(wordsOf(response).flatMap((word) => SINGULAR.get(word) ?? []));
  return [`nouns: ${named.size}`, `nouns: ${named.size} in ${response.split('.').length - 1} sentences`];
}

describe('negatives', () => {
  it('cannot be told from their originals by a text-only classifier: under 0.60 of held-out responses, 0.5 being chance', () => {
    const random = createRandom('guessability');
    const pairs: Pair[] = [];
    for (let index = 0; index < SCENES; index += 1) {
      const sample = drawSample(index);
      const taxonomy = TAXONOMIES[index % TAXONOMIES.length]!;
      const perturbed = perturbScene(sample, random, { taxonomy });
      if (perturbed === null) continue;
      const { prompt, id: group } = sample;
      pairs.push({
        taxonomy,
        texts: [
          { prompt, group, response: sample.response, label: 0 },
          { prompt, group, response: perturbed.response, label: 1 },
        ],
      });
    }
    const cut = Math.floor(pairs.length * TRAINING_SHARE);
    const classifier = trainTextClassifier(
      pairs.slice(0, cut).flatMap(({ texts }) => texts),
      { random, moreFeatures: countNouns },
    );
    const held = pairs
      .slice(cut)
      .flatMap(({ taxonomy, texts }) => texts.map((text) => ({ taxonomy, right: classifier.predict(text) >= 0.5 === (text.label === 1) })));
    const accuracy = (rows: typeof held): number => rows.filter(({ right }) => right).length / rows.length;
    const table = TAXONOMIES.map((taxonomy) => {
      const rows = held.filter((row) => row.taxonomy === taxonomy);
      return `${taxonomy}: ${accuracy(rows).toFixed(3)} of ${rows.length}`;
    });
    console.log(`text-only accuracy ${accuracy(held).toFixed(3)} of ${held.length}\n${table.join('\n')}`);
    for (const taxonomy of TAXONOMIES) expect(held.some((row) => row.taxonomy === taxonomy)).toBe(true);
    expect(accuracy(held)).toBeLessThan(0.6);
  });

  it('would be caught by that classifier if they favoured a word', () => {
    const texts = Array.from({ length: 400 }, (_, index): TrainingText => {
      const label = index % 2 === 0 ? 0 : 1;
      return { prompt: 'Describe the image.', response: `There is a ${label === 1 ? 'red' : 'blue'} dog.`, label, group: String(index) };
    });
    const classifier = trainTextClassifier(texts, { random: createRandom(1) });
    expect(classifier.predict(texts[0]!)).toBeLessThan(0.1);
    expect(classifier.predict(texts[1]!)).toBeGreaterThan(0.9);
  });
});
