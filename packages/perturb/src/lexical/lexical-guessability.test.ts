import { createRandom } from '@tldr-rm/random';
import { type Sample, TAXONOMIES, type Taxonomy } from '@tldr-rm/schema';
import { describe, expect, it } from 'vitest';
import { type TrainingText, trainTextClassifier } from '../audit/text-classifier';
import { drawSample } from '../test-support/draw-sample';
import { loadLexicalEngine } from './load-lexical-engine';
import { readCaptions } from './test-support/read-captions';

const SCENE_TEXTS = 2000;
const NEGATIVES_PER_TEXT = 2;

const captions = readCaptions();

interface Pair {
  taxonomy: Taxonomy;
  texts: [right: TrainingText, wrong: TrainingText];
}

async function makePairs(samples: readonly Sample[]): Promise<Pair[]> {
  const engine = await loadLexicalEngine({ texts: samples.map(({ response }) => response) });
  const random = createRandom('lexical guessability');
  return samples.flatMap((sample) => {
    const { prompt, response } = sample;
    const group = `${prompt} ${response}`;
    return random
      .shuffle(engine.applicableTaxonomies(sample))
      .slice(0, NEGATIVES_PER_TEXT)
      .flatMap((taxonomy): Pair[] => {
        const perturbed = engine.perturb(sample, { random, taxonomy });
        return perturbed === null
          ? []
          : [
              {
                taxonomy,
                texts: [
                  { prompt, response, group, label: 0 },
                  { prompt, response: perturbed.response, group, label: 1 },
                ],
              },
            ];
      });
  });
}

/** Accuracy of a text-only classifier that is trained on one half of the pairs and tested on the other, both ways. */
function guess(pairs: readonly Pair[]): { taxonomy: Taxonomy; right: boolean }[] {
  // Negatives of one text stay in one half.
  const prompts = [...new Set(pairs.map(({ texts }) => `${texts[0].prompt} ${texts[0].response}`))];
  const halfOf = new Map(
    createRandom('halves')
      .shuffle(prompts)
      .map((text, index) => [text, index % 2]),
  );
  const halves = [0, 1].map((half) => pairs.filter(({ texts }) => halfOf.get(`${texts[0].prompt} ${texts[0].response}`) === half));
  return [0, 1].flatMap((half) => {
    const classifier = trainTextClassifier(
      halves[half]!.flatMap(({ texts }) => texts),
      { random: createRandom('lexical classifier') },
    );
    return halves[1 - half]!.flatMap(({ taxonomy, texts }) =>
      texts.map((text) => ({ taxonomy, right: classifier.predict(text) >= 0.5 === (text.label === 1) })),
    );
  });
}

function accuracyOf(guesses: readonly { right: boolean }[]): number {
  return guesses.filter(({ right }) => right).length / guesses.length;
}

describe('negatives of the lexical engine', () => {
  it('cannot be told from their originals by a text-only classifier: under 0.60 of held-out responses, 0.5 being chance', async () => {
    const scenes = Array.from({ length: SCENE_TEXTS }, (_, index) => {
      const { id, prompt, response } = drawSample(index);
      return { id, prompt, response };
    });
    const sets = { captions: guess(await makePairs(captions)), 'captions and scenes': guess(await makePairs([...captions, ...scenes])) };
    for (const [name, guesses] of Object.entries(sets)) {
      const rows = TAXONOMIES.map(
        (taxonomy) => `${taxonomy} ${accuracyOf(guesses.filter((each) => each.taxonomy === taxonomy)).toFixed(3)}`,
      );
      console.info(`${name}: ${accuracyOf(guesses).toFixed(3)} of ${guesses.length} held-out responses; ${rows.join(', ')}`);
    }
    for (const guesses of Object.values(sets)) expect(accuracyOf(guesses)).toBeLessThan(0.6);
  });
});
