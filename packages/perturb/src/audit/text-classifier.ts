import type { Random } from '@tldr-rm/random';
import { dot, type Example, fitLogisticRegression, probabilityOf } from './logistic-regression';
import { type PromptedText, type TextFeatures, textFeatures } from './text-features';
import { fitTextVectorizer } from './text-vectorizer';

/** A text with its label: 1 if something in it is false. */
export interface LabelledText extends PromptedText {
  label: 0 | 1;
}

/** A text to learn from. Texts of one group are never parted when the strength is chosen, such as a true text and its negative. */
export interface TrainingText extends LabelledText {
  group: string;
}

/** A logistic regression on words and characters, which sees no picture. */
export interface TextClassifier {
  /** Probability that something in the text is false. */
  predict(text: PromptedText): number;
  /** Log-odds that something in the text is false; finer than the probability where that rounds to 0 or 1. */
  score(text: PromptedText): number;
  /** Features of words and of shape, those first that move the decision of many texts furthest. Positive weights speak for a false text. */
  strongest(count: number): { feature: string; weight: number }[];
  /** The chosen strength (C); see `fitLogisticRegression`. */
  strength: number;
}

export interface TrainTextClassifierOptions {
  random: Random;
  /** What is known about the field beside words: more features of a text, each named as a reader should see it. */
  moreFeatures?: (text: PromptedText) => string[];
}

/** Strengths (C) that are tried: from hardly any trust in a single word to a close fit. */
const STRENGTHS = [0.03, 0.3, 3, 30] as const;

const FOLDS = 3;

/**
 * Fits a logistic regression on words, runs of words, pairs of words, pieces of words, and the shape of a text. How closely it fits is chosen by cross-validation: by
 * the mean log loss on groups that were left out.
 */
export function trainTextClassifier(
  texts: readonly TrainingText[],
  { random, moreFeatures = () => [] }: TrainTextClassifierOptions,
): TextClassifier {
  const featuresOf = (text: PromptedText): TextFeatures => {
    const features = textFeatures(text);
    return { ...features, shape: [...features.shape, ...moreFeatures(text)] };
  };
  const features = texts.map(featuresOf);
  const vectorizer = fitTextVectorizer(features);
  const { dimensions } = vectorizer;
  const examples = texts.map(({ label }, index): Example => ({ label, vector: vectorizer.vectorize(features[index]!) }));
  const foldOf = assignFolds(texts, random);
  const losses = STRENGTHS.map((strength) => ({ strength, loss: heldOutLoss(examples, foldOf, { dimensions, strength, random }) }));
  const { strength } = losses.reduce((best, other) => (other.loss < best.loss ? other : best));
  const weights = fitLogisticRegression(examples, { dimensions, strength, random });
  const influence = new Float64Array(dimensions);
  for (const { vector } of examples) {
    for (const [index, position] of vector.positions.entries())
      influence[position]! += Math.abs(weights[position]! * vector.values[index]!);
  }
  return {
    strength,
    predict: (text) => probabilityOf(weights, vectorizer.vectorize(featuresOf(text))),
    score: (text) => dot(weights, vectorizer.vectorize(featuresOf(text))),
    strongest: (count) =>
      vectorizer.features
        .map(({ name, group }, position) => ({ feature: name, group, weight: weights[position]!, influence: influence[position]! }))
        .filter(({ group }) => group !== 'characters')
        .sort((first, second) => second.influence - first.influence)
        .slice(0, count)
        .map(({ feature, weight }) => ({ feature, weight })),
  };
}

function assignFolds(texts: readonly TrainingText[], random: Random): number[] {
  const folds = new Map(random.shuffle([...new Set(texts.map(({ group }) => group))]).map((group, index) => [group, index % FOLDS]));
  return texts.map(({ group }) => folds.get(group)!);
}

/** Mean log loss of texts under weights that were fitted to the other folds. */
function heldOutLoss(
  examples: readonly Example[],
  foldOf: readonly number[],
  options: { dimensions: number; strength: number; random: Random },
): number {
  let loss = 0;
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const weights = fitLogisticRegression(
      examples.filter((_, index) => foldOf[index] !== fold),
      options,
    );
    for (const [index, { vector, label }] of examples.entries()) {
      if (foldOf[index] !== fold) continue;
      const margin = (label === 1 ? 1 : -1) * dot(weights, vector);
      loss += Math.log1p(Math.exp(-Math.abs(margin))) + Math.max(0, -margin);
    }
  }
  return loss / examples.length;
}
