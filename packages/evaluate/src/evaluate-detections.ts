import { TAXONOMIES, type Taxonomy } from '@tldr-rm/schema';
import { type BadClassFigures, badClassFigures } from './bad-class-figures';
import { type Judged, type JudgedResponse, judgeResponse } from './judge-response';
import { areaUnderRoc, averagePrecision } from './ranking';
import { DEFAULT_THRESHOLDS, type ScoredResponse, type Thresholds } from './scored-response';

/** Figures for one kind of hallucination. */
export interface TaxonomyFigures {
  /** Responses, perturbed ones and their originals. */
  count: number;
  /** Average precision of finding hallucinated tokens, over all tokens of these responses. */
  apNeg: number | null;
  responseAccuracy: number | null;
}

/** How well a detector does. Figures are in [0, 1]; null where the data does not define one. */
export interface EvaluationReport {
  /** Responses evaluated. A labelled sample gives two. */
  count: number;
  thresholds: Thresholds;
  token: BadClassFigures & {
    /** Average precision of finding hallucinated tokens by low reward, over all tokens pooled. */
    apNeg: number | null;
    /** Average precision of finding right tokens by high reward, over all tokens pooled. */
    apPos: number | null;
    /** The same as `apNeg` for each response that has hallucinated tokens, averaged. */
    mapNeg: number | null;
    /** The same as `apPos` for each response that has right tokens, averaged. */
    mapPos: number | null;
  };
  sentence: BadClassFigures;
  response: BadClassFigures & {
    /** How likely a response with a hallucinated token has the lower reward than one without. */
    auroc: number | null;
  };
  byTaxonomy: Partial<Record<Taxonomy, TaxonomyFigures>>;
}

/**
 * Evaluates a detector on responses with known truth.
 *
 * @param thresholds Rewards below them mean hallucinated. Choose them on other data (`chooseThresholds`).
 * @throws {InputError} `SCORED_RESPONSE` if labels and tokens differ in number or a reward is not in [0, 1].
 */
export function evaluateDetections(scored: Iterable<ScoredResponse>, thresholds: Thresholds = DEFAULT_THRESHOLDS): EvaluationReport {
  const judged: JudgedResponse[] = [];
  const ofKind = new Map<Taxonomy, JudgedResponse[]>();
  for (const response of scored) {
    const item = judgeResponse(response);
    judged.push(item);
    if (response.taxonomy === undefined) continue;
    const kin = ofKind.get(response.taxonomy);
    if (kin === undefined) ofKind.set(response.taxonomy, [item]);
    else kin.push(item);
  }
  const tokens = judged.flatMap((item) => item.tokens);
  const responses = wholeResponses(judged);
  return {
    count: judged.length,
    thresholds: { ...thresholds },
    token: {
      ...badClassFigures(tokens, thresholds.token),
      apNeg: precisionOfBad(tokens),
      apPos: precisionOfRight(tokens),
      mapNeg: mean(judged.map((item) => precisionOfBad(item.tokens))),
      mapPos: mean(judged.map((item) => precisionOfRight(item.tokens))),
    },
    sentence: badClassFigures(
      judged.flatMap((item) => item.sentences),
      thresholds.sentence,
    ),
    response: { ...badClassFigures(responses, thresholds.response), auroc: areaUnderRoc(responses.map(doubt), responses.map(isBad)) },
    byTaxonomy: Object.fromEntries(
      TAXONOMIES.filter((kind) => ofKind.has(kind)).map((kind) => [kind, figuresOfKind(ofKind.get(kind)!, thresholds)]),
    ),
  };
}

function figuresOfKind(judged: readonly JudgedResponse[], thresholds: Thresholds): TaxonomyFigures {
  return {
    count: judged.length,
    apNeg: precisionOfBad(judged.flatMap((item) => item.tokens)),
    responseAccuracy: badClassFigures(wholeResponses(judged), thresholds.response).accuracy,
  };
}

function wholeResponses(judged: readonly JudgedResponse[]): Judged[] {
  return judged.flatMap((item) => (item.response === null ? [] : [item.response]));
}

function precisionOfBad(tokens: readonly Judged[]): number | null {
  return averagePrecision(tokens.map(doubt), tokens.map(isBad));
}

function precisionOfRight(tokens: readonly Judged[]): number | null {
  return averagePrecision(
    tokens.map((token) => token.reward),
    tokens.map((token) => !token.bad),
  );
}

/** Score by which the bad ones are found. */
function doubt(item: Judged): number {
  return -item.reward;
}

function isBad(item: Judged): boolean {
  return item.bad;
}

/** Mean of what is defined. */
function mean(values: readonly (number | null)[]): number | null {
  const defined = values.filter((value) => value !== null);
  return defined.length === 0 ? null : defined.reduce((sum, value) => sum + value, 0) / defined.length;
}
