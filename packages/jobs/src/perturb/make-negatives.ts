import type { PerturbationEngine } from '@tldr-rm/perturb';
import { createRandom } from '@tldr-rm/random';
import { type LabelledSample, type Sample, TAXONOMIES, type Taxonomy } from '@tldr-rm/schema';

export interface NegativesOptions {
  seed: number;
  /** Only this kind of hallucination. */
  taxonomy?: Taxonomy | undefined;
  /** Changes in one text, at most. */
  edits?: number | undefined;
  /** Negatives of one sample, each of another kind, if more than one. */
  perSample: number;
}

/**
 * The negatives of a sample. They depend on the seed and the sample's id alone. One negative keeps the id of its sample; several are `ID/1`, `ID/2`, and so on.
 *
 * @returns as many as are wanted and can be made.
 */
export async function makeNegatives(
  engine: PerturbationEngine,
  sample: Sample,
  { seed, taxonomy, edits, perSample }: NegativesOptions,
  signal: AbortSignal,
): Promise<LabelledSample[]> {
  const key = `${seed}/${sample.id}`;
  const shared = { signal, ...(edits !== undefined && { edits }) };
  if (perSample === 1) {
    const negative = await engine.perturb(sample, { random: createRandom(key), ...shared, ...(taxonomy && { taxonomy }) });
    return negative === null ? [] : [negative];
  }
  const negatives: LabelledSample[] = [];
  for (const kind of createRandom(key).shuffle(TAXONOMIES)) {
    const negative = await engine.perturb(sample, { random: createRandom(`${key}/${kind}`), ...shared, taxonomy: kind });
    if (negative !== null) negatives.push({ ...negative, id: `${sample.id}/${negatives.length + 1}` });
    if (negatives.length === perSample) break;
  }
  return negatives;
}
