import type { Taxonomy } from '@tldr-rm/schema';
import type { JudgedColumns } from './judged-columns';
import { type LevelFigures, levelFigures } from './level-figures';
import type { PreparedEvaluation, PreparedSlice } from './prepare-evaluation';
import { type SpanFigures, spanFigures } from './span-figures';
import { type TaxonomyConfusion, taxonomyConfusion } from './taxonomy-confusion';

const PER_RESPONSE = ['precisionBad', 'recallBad', 'f1Bad', 'precisionGood', 'recallGood', 'f1Good'] as const;

/** Figures for the responses of one kind, length, size or icon set. */
export interface SliceFigures {
  /** Responses, perturbed ones and their originals. */
  count: number;
  /** Average precision of finding hallucinated tokens, over all tokens of these responses. */
  apNeg: number | null;
  responseAccuracy: number | null;
  /** F1 of hallucinated tokens. */
  f1Bad: number | null;
  /** How likely a response with a hallucinated token has the lower reward than one without. */
  auroc: number | null;
}

/** Figures for the tokens in one part of their responses. */
export interface PositionFigures {
  /** Tokens. */
  count: number;
  /** Hallucinated ones among them. */
  bad: number;
  apNeg: number | null;
  f1Bad: number | null;
  /** How likely a hallucinated token has the lower reward than a right one. Unlike `apNeg`, it does not depend on how many are hallucinated. */
  auroc: number | null;
}

/** How well a detector does. Figures are in [0, 1]; null where the data does not define one. */
export interface EvaluationFigures {
  /** Responses evaluated. A labelled sample gives two. */
  count: number;
  token: LevelFigures & {
    /** The same as `apNeg` for each response that has hallucinated tokens, averaged. */
    mapNeg: number | null;
    /** The same as `apPos` for each response that has right tokens, averaged. */
    mapPos: number | null;
    /** Averages over the responses that define the figure, long and short ones alike. */
    perResponse: Record<(typeof PER_RESPONSE)[number], number | null>;
  };
  sentence: LevelFigures;
  response: LevelFigures;
  span: SpanFigures;
  /** Which kinds of hallucination were taken for which; absent where the detector told no kinds. */
  taxonomyConfusion?: TaxonomyConfusion;
  byTaxonomy: Partial<Record<Taxonomy, SliceFigures>>;
  /** By tokens of the response, such as `9-16`. */
  byLength: Record<string, SliceFigures>;
  /** By size of the thing that the false words speak of, where samples carry their scene. */
  byObjectSize: Record<string, SliceFigures>;
  byIconSet: Record<string, SliceFigures>;
  /** By where tokens stand, from the beginning of their response (0.0) to its end (1.0). */
  byPosition: Record<string, PositionFigures>;
}

/** @param weights How often each group counts, by its number; once each if not given. */
export function measureEvaluation(prepared: PreparedEvaluation, weights?: ArrayLike<number>): EvaluationFigures {
  const { thresholds, all, sentences, each, kinds, slices, positions } = prepared;
  const weightOf = (response: number): number => (weights === undefined ? 1 : weights[each[response]!.group]!);
  const mean = (name: keyof LevelFigures) =>
    weightedMean(
      each.map(({ tokens }) => tokens[name]),
      weightOf,
    );
  const slice = (part: PreparedSlice) => sliceFigures(part, prepared, weights);
  return {
    count: all.count,
    token: {
      ...levelFigures(all.tokens, thresholds.token, weights),
      mapNeg: mean('apNeg'),
      mapPos: mean('apPos'),
      perResponse: Object.fromEntries(PER_RESPONSE.map((name) => [name, mean(name)])) as EvaluationFigures['token']['perResponse'],
    },
    sentence: levelFigures(sentences, thresholds.sentence, weights),
    response: levelFigures(all.responses, thresholds.response, weights),
    span: spanFigures(
      each.map(({ spans }) => spans),
      weightOf,
    ),
    ...(kinds.length > 0 && {
      taxonomyConfusion: taxonomyConfusion(
        kinds.map(({ verdict }) => verdict),
        (index) => (weights === undefined ? 1 : weights[kinds[index]!.group]!),
      ),
    }),
    byTaxonomy: mapValues(slices.byTaxonomy, slice),
    byLength: mapValues(slices.byLength, slice),
    byObjectSize: mapValues(slices.byObjectSize, slice),
    byIconSet: mapValues(slices.byIconSet, slice),
    byPosition: mapValues(positions, (tokens) => positionFigures(tokens, thresholds.token, weights)),
  };
}

function sliceFigures(
  { count, tokens, responses }: PreparedSlice,
  { thresholds }: PreparedEvaluation,
  weights?: ArrayLike<number>,
): SliceFigures {
  const { apNeg, f1Bad } = levelFigures(tokens, thresholds.token, weights);
  const { accuracy, auroc } = levelFigures(responses, thresholds.response, weights);
  return { count, apNeg, responseAccuracy: accuracy, f1Bad, auroc };
}

function positionFigures(tokens: JudgedColumns, threshold: number, weights?: ArrayLike<number>): PositionFigures {
  const { count, bad, apNeg, f1Bad, auroc } = levelFigures(tokens, threshold, weights);
  return { count, bad, apNeg, f1Bad, auroc };
}

function mapValues<Value, Result>(map: ReadonlyMap<string, Value>, convert: (value: Value) => Result): Record<string, Result> {
  return Object.fromEntries(Array.from(map, ([name, value]) => [name, convert(value)]));
}

/** Mean of what is defined. */
function weightedMean(values: readonly (number | null)[], weightOf: (index: number) => number): number | null {
  let [total, sum] = [0, 0];
  for (const [index, value] of values.entries()) {
    if (value === null) continue;
    total += weightOf(index);
    sum += weightOf(index) * value;
  }
  return total === 0 ? null : sum / total;
}
