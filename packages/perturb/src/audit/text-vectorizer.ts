import type { TextFeatures } from './text-features';

/** A sparse vector: values at ascending positions are not promised, positions do not repeat. */
export interface SparseVector {
  positions: Uint32Array;
  values: Float32Array;
}

/** Turns features into vectors. */
export interface TextVectorizer {
  dimensions: number;
  /** The feature at a position, and the group it is of. */
  features: { name: string; group: keyof TextFeatures }[];
  vectorize(features: TextFeatures): SparseVector;
}

/** A feature of a single text says nothing about others. */
const FEWEST_TEXTS = 2;

/** The commonest features of a group that are kept, so that memory is bounded. */
const MOST_FEATURES = 1 << 18;

const GROUPS = ['words', 'characters', 'shape'] as const satisfies readonly (keyof TextFeatures)[];

/**
 * Learns which features there are, and how rare each is. A vector holds 1 (a constant for the bias) and for each group its inverse document frequencies, of length 1
 * (tf-idf as in https://scikit-learn.org/stable/modules/feature_extraction.html#tfidf-term-weighting, with presence in place of counts).
 */
export function fitTextVectorizer(texts: readonly TextFeatures[]): TextVectorizer {
  const features: TextVectorizer['features'] = [];
  const weights: number[] = [];
  const positionOf = Object.fromEntries(GROUPS.map((group) => [group, new Map<string, number>()])) as Record<
    keyof TextFeatures,
    Map<string, number>
  >;
  for (const group of GROUPS) {
    const frequencies = new Map<string, number>();
    for (const text of texts) for (const name of text[group]) frequencies.set(name, (frequencies.get(name) ?? 0) + 1);
    const kept = [...frequencies].filter(([, frequency]) => frequency >= FEWEST_TEXTS);
    if (kept.length > MOST_FEATURES) kept.sort((first, second) => second[1] - first[1]).length = MOST_FEATURES;
    for (const [name, frequency] of kept) {
      positionOf[group].set(name, features.length);
      features.push({ name, group });
      weights.push(1 + Math.log((1 + texts.length) / (1 + frequency)));
    }
  }
  const bias = features.length;
  return {
    dimensions: bias + 1,
    features,
    vectorize(text) {
      const positions = [bias];
      const values = [1];
      for (const group of GROUPS) {
        const first = positions.length;
        let squares = 0;
        for (const name of text[group]) {
          const position = positionOf[group].get(name);
          if (position === undefined) continue;
          positions.push(position);
          values.push(weights[position]!);
          squares += weights[position]! ** 2;
        }
        for (let index = first; index < values.length; index += 1) values[index] = values[index]! / Math.sqrt(squares);
      }
      return { positions: Uint32Array.from(positions), values: Float32Array.from(values) };
    },
  };
}
