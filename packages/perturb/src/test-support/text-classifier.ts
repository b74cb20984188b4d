import { NOUNS } from '@tldr-rm/scenes';

const SINGULAR = new Map(NOUNS.flatMap(({ noun, plural }) => [[noun, noun] as const, [plural, noun] as const]));

/** A text with its label: 1 if something in it is false. */
export interface LabelledText {
  prompt: string;
  response: string;
  label: 0 | 1;
}

/** A logistic regression on word n-grams, which sees no picture. */
export interface TextClassifier {
  /** Probability that something in the text is false. */
  predict(text: Pick<LabelledText, 'prompt' | 'response'>): number;
  /** Features with the largest weights, to find what gives negatives away. */
  strongest(count: number): { feature: string; weight: number; occurrences: number }[];
}

const EPOCHS = 6;
const RATE = 0.1;
const DECAY = 1e-5;

/** Fits a classifier by AdaGrad on the words, word pairs, and pairs of a prompt's and a response's word. */
export function trainTextClassifier(texts: readonly LabelledText[]): TextClassifier {
  const ids = new Map<string, number>();
  const occurrences: number[] = [];
  const examples = texts.map((text) => ({
    label: text.label,
    features: featuresOf(text).map((feature) => {
      const id = ids.get(feature) ?? ids.size;
      if (id === ids.size) ids.set(feature, id);
      occurrences[id] = (occurrences[id] ?? 0) + 1;
      return id;
    }),
  }));
  const weights = new Float64Array(ids.size);
  const squares = new Float64Array(ids.size).fill(1e-2);
  const probability = (features: readonly number[]): number => {
    let sum = 0;
    for (const id of features) sum += weights[id]!;
    return 1 / (1 + Math.exp(-sum));
  };
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    for (const { label, features } of examples) {
      const error = label - probability(features);
      for (const id of features) {
        const gradient = error - DECAY * weights[id]!;
        squares[id] = squares[id]! + gradient * gradient;
        weights[id] = weights[id]! + (RATE * gradient) / Math.sqrt(squares[id]!);
      }
    }
  }
  return {
    predict: (text) => probability(featuresOf(text).flatMap((feature) => ids.get(feature) ?? [])),
    strongest: (count) =>
      [...ids]
        .map(([feature, id]) => ({ feature, weight: weights[id]!, occurrences: occurrences[id]! }))
        .sort(
          (first, second) =>
            Math.abs(second.weight) * Math.sqrt(second.occurrences) - Math.abs(first.weight) * Math.sqrt(first.occurrences),
        )
        .slice(0, count),
  };
}

function featuresOf({ prompt, response }: Pick<LabelledText, 'prompt' | 'response'>): string[] {
  const asked = wordsOf(prompt);
  const said = wordsOf(response);
  const sentences = response.split('.').length - 1;
  const named = new Set(said.map((word) => SINGULAR.get(word)).filter((noun) => noun !== undefined));
  const features = new Set<string>([
    `sentences ${sentences}`,
    `length ${Math.round(said.length / 3)}`,
    `nouns ${named.size} of ${sentences}`,
  ]);
  features.add(`nouns ${named.size}`);
  for (const [index, word] of said.entries()) {
    features.add(word);
    features.add(`${said[index - 1] ?? '^'} ${word}`);
    if (said.length <= 12) for (const other of asked) features.add(`${other} > ${word}`);
  }
  return [...features];
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[a-z]+|[.,?:]/g) ?? [];
}
