import { createRandom } from '@tldr-rm/random';
import { type Negative, taxonomiesOf } from './audited-sample';
import { bootstrapInterval, type Estimate } from './bootstrap-interval';
import { type TextClassifier, trainTextClassifier } from './text-classifier';
import { textFeatures } from './text-features';
import { textShare } from './text-hash';

/** How far negatives can be told from their originals without looking at the picture. 0.5 is chance: nothing gives them away. */
export interface GuessabilityFigures {
  /** Share of held-out texts, half of them true, that a text-only classifier judges rightly. */
  accuracy: Estimate;
  /** Share of held-out pairs whose true text the classifier finds likelier to be true than the negative (ties count half); finer than accuracy. */
  ranking: Estimate;
}

export interface Guessability extends GuessabilityFigures {
  /** Pairs of a true text and its negative: learned from, and judged. */
  pairs: { training: number; test: number };
  /** Strength (C) of the fit that cross-validation chose. */
  strength: number;
  /** Figures by kind of hallucination, of the one classifier; a kind without held-out pairs is left out. */
  byTaxonomy: Record<string, GuessabilityFigures>;
  /** What gave negatives away, strongest first: only what did so in the held-out pairs as well. */
  telling: TellingFeature[];
}

/** A wording that true texts and negatives do not share evenly. */
export interface TellingFeature {
  /** A word, words in a row (`^` is the beginning), words with others between (`…`), a prompt's and an answer's word (`→`), or a property of the whole text. */
  feature: string;
  /** Weight; positive speaks for a false text. */
  weight: number;
  /** Held-out true texts and negatives that have it. */
  right: number;
  wrong: number;
  /** A held-out text that has it: a negative where the weight is positive, else a true text. */
  example: { id: string; text: string };
}

/** With fewer pairs in a half, a figure would be noise. */
export const FEWEST_PAIRS = 50;

/** Features that are looked at, and that are listed. */
const CANDIDATES = 2000;
const MOST_LISTED = 25;

/**
 * Standard deviations by which a feature must lean to one side among the pairs of which only one text has it. By chance one of 30,000 does, so of the
 * candidates hardly any.
 */
const LEAST_DEVIATION = 4;

/**
 * Trains a text-only classifier on one half of the pairs and judges the other half. Pairs about one picture (or, without pictures, of one original) stay in one half;
 * which one depends on the seed and on them alone.
 *
 * @returns null if a half has fewer than {@link FEWEST_PAIRS} pairs.
 */
export function measureGuessability(negatives: readonly Negative[], seed: string): Guessability | null {
  const isTraining = (negative: Negative): boolean => textShare(seed, 'half', groupOf(negative)) < 0.5;
  const training = negatives.filter(isTraining);
  const test = negatives.filter((negative) => !isTraining(negative));
  if (training.length < FEWEST_PAIRS || test.length < FEWEST_PAIRS) return null;
  const random = createRandom(`${seed}/classifier`);
  const texts = training.flatMap((negative) => {
    const [prompt, group] = [negative.prompt, groupOf(negative)];
    return [
      { prompt, group, response: negative.original, label: 0 as const },
      { prompt, group, response: negative.response, label: 1 as const },
    ];
  });
  const classifier = trainTextClassifier(texts, { random });
  const judged = test.map((negative) => {
    const right = classifier.score({ prompt: negative.prompt, response: negative.original });
    const wrong = classifier.score({ prompt: negative.prompt, response: negative.response });
    const accuracy = (shareBelow(right) + 1 - shareBelow(wrong)) / 2;
    return { taxonomies: taxonomiesOf(negative), accuracy, ranking: right === wrong ? 0.5 : Number(right < wrong) };
  });
  const figures = (pairs: typeof judged): GuessabilityFigures => ({
    accuracy: bootstrapInterval(
      pairs.map((pair) => pair.accuracy),
      random,
    )!,
    ranking: bootstrapInterval(
      pairs.map((pair) => pair.ranking),
      random,
    )!,
  });
  const kinds = [...new Set(judged.flatMap(({ taxonomies }) => taxonomies))].sort();
  return {
    pairs: { training: training.length, test: test.length },
    strength: classifier.strength,
    ...figures(judged),
    byTaxonomy: Object.fromEntries(kinds.map((kind) => [kind, figures(judged.filter(({ taxonomies }) => taxonomies.includes(kind)))])),
    telling: findTellingFeatures(classifier, test),
  };
}

/** A text is called true below log-odds of 0; exactly there the classifier does not know, and half a text is right. */
function shareBelow(score: number): number {
  return score === 0 ? 0.5 : Number(score < 0);
}

function groupOf({ image, original }: Negative): string {
  return image ?? original;
}

function findTellingFeatures(classifier: TextClassifier, pairs: readonly Negative[]): TellingFeature[] {
  const candidates = new Map(
    classifier
      .strongest(CANDIDATES)
      .map(({ feature, weight }) => [feature, { feature, weight, right: 0, wrong: 0, onlyRight: 0, onlyWrong: 0 }]),
  );
  const examples = new Map<string, { id: string; text: string }>();
  for (const { id, prompt, response, original } of pairs) {
    const right = namesOf({ prompt, response: original });
    const wrong = namesOf({ prompt, response });
    for (const feature of new Set([...right, ...wrong])) {
      const candidate = candidates.get(feature);
      if (candidate === undefined) continue;
      const [inRight, inWrong] = [right.has(feature), wrong.has(feature)];
      candidate.right += Number(inRight);
      candidate.wrong += Number(inWrong);
      candidate.onlyRight += Number(inRight && !inWrong);
      candidate.onlyWrong += Number(inWrong && !inRight);
      const text = candidate.weight > 0 ? response : original;
      if (!examples.has(feature) && (candidate.weight > 0 ? inWrong : inRight)) examples.set(feature, { id, text });
    }
  }
  const leaning = [...candidates.values()].filter(({ weight, onlyRight, onlyWrong }) => {
    const lean = (onlyWrong - onlyRight) * Math.sign(weight);
    return lean > LEAST_DEVIATION * Math.sqrt(onlyRight + onlyWrong);
  });
  return withoutContaining(leaning)
    .slice(0, MOST_LISTED)
    .map(({ feature, weight, right, wrong }) => ({ feature, weight, right, wrong, example: examples.get(feature)! }));
}

/** Leaves out features that hold all words of one listed before and say the same: `the clearly` adds nothing to `clearly`. */
function withoutContaining<Candidate extends { feature: string; weight: number }>(candidates: readonly Candidate[]): Candidate[] {
  const listed: (Candidate & { parts: string[] })[] = [];
  for (const candidate of candidates) {
    const parts = candidate.feature.split(' ').filter((part) => /[\p{L}\p{N}]/u.test(part));
    const isContained = listed.some(
      (other) => other.parts.length > 0 && other.weight > 0 === candidate.weight > 0 && other.parts.every((part) => parts.includes(part)),
    );
    if (!isContained) listed.push({ ...candidate, parts });
  }
  return listed;
}

function namesOf(text: { prompt: string; response: string }): Set<string> {
  const { words, shape } = textFeatures(text);
  return new Set([...words, ...shape]);
}
