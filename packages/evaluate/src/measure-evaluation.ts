import type { Taxonomy } from '@tldr-rm/schema';
import { type LevelFigures, levelFigures, type PreparedRanking, rankingFigures } from './level-figures';
import type { PreparedEvaluation, PreparedSlice } from './prepare-evaluation';
import { share } from './share';
import { SPAN_SUMS, type SpanCounts, type SpanFigures, spanFigures } from './span-figures';
import { type TaxonomyConfusion, taxonomyConfusion } from './taxonomy-confusion';
import { TOKEN_MEANS, type TokenMean } from './token-means';

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
    perResponse: Record<Exclude<TokenMean, 'apNeg' | 'apPos'>, number | null>;
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

/** @param weights How often each group counts, by its number. */
export function measureEvaluation(prepared: PreparedEvaluation, weights: Uint32Array): EvaluationFigures {
  const { ids, tokens, sentences, responses, kinds, slices, positions } = prepared;
  const sums = prepared.means.weighted(weights);
  const means = Object.fromEntries(TOKEN_MEANS.map((name, column) => [name, share(sums[2 * column]!, sums[2 * column + 1]!)])) as Record<
    TokenMean,
    number | null
  >;
  const { apNeg: mapNeg, apPos: mapPos, ...perResponse } = means;
  const slice = ({ count, ...levels }: PreparedSlice): SliceFigures => {
    const { apNeg, f1Bad } = rankingFigures(levels.tokens, weights);
    const { accuracy, auroc } = rankingFigures(levels.responses, weights);
    return { count, apNeg, responseAccuracy: accuracy, f1Bad, auroc };
  };
  const spans = prepared.spans.weighted(weights);
  return {
    count: ids.length,
    token: { ...levelFigures(tokens, weights), mapNeg, mapPos, perResponse },
    sentence: levelFigures(sentences, weights),
    response: levelFigures(responses, weights),
    span: spanFigures(Object.fromEntries(SPAN_SUMS.map((name, column) => [name, spans[column]!])) as SpanCounts),
    ...(kinds.verdicts.length > 0 && {
      taxonomyConfusion: taxonomyConfusion(kinds.verdicts, (index) => weights[kinds.group[index]!]!),
    }),
    byTaxonomy: mapValues(slices.byTaxonomy, slice),
    byLength: mapValues(slices.byLength, slice),
    byObjectSize: mapValues(slices.byObjectSize, slice),
    byIconSet: mapValues(slices.byIconSet, slice),
    byPosition: mapValues(positions, (ranking) => positionFigures(ranking, weights)),
  };
}

function positionFigures(ranking: PreparedRanking, weights: Uint32Array): PositionFigures {
  const { count, bad, apNeg, f1Bad, auroc } = rankingFigures(ranking, weights);
  return { count, bad, apNeg, f1Bad, auroc };
}

function mapValues<Value, Result>(map: ReadonlyMap<string, Value>, convert: (value: Value) => Result): Record<string, Result> {
  return Object.fromEntries(Array.from(map, ([name, value]) => [name, convert(value)]));
}
