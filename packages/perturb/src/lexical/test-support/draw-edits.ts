import { createRandom } from '@tldr-rm/random';
import { type Sample, TAXONOMIES, type Taxonomy } from '@tldr-rm/schema';
import type { LexicalEngine } from '../lexical-engine';

/** An edit of the engine, as it is drawn for a person to judge. */
export interface DrawnEdit {
  /** Of the sample. */
  id: string;
  taxonomy: Taxonomy;
  original: string;
  response: string;
  seed: string;
}

/** The first edits, for each taxonomy, of samples in an order that the seed decides. */
export function drawEdits(engine: LexicalEngine, samples: readonly Sample[], seed: string, perTaxonomy: number): DrawnEdit[] {
  return TAXONOMIES.flatMap((taxonomy) => {
    const random = createRandom(`${seed} ${taxonomy}`);
    const drawn: DrawnEdit[] = [];
    for (const sample of random.shuffle(samples)) {
      if (drawn.length === perTaxonomy) break;
      const negative = engine.perturb(sample, { random: createRandom(`${seed} ${taxonomy} ${sample.id}`), taxonomy });
      if (negative !== null) drawn.push({ id: sample.id, taxonomy, original: sample.response, response: negative.response, seed });
    }
    return drawn;
  });
}
