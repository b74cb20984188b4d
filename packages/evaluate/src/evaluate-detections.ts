import { type BootstrapOptions, bootstrapIntervals, type ConfidenceInterval } from './bootstrap';
import { type FigureTree, flattenFigures } from './flatten-figures';
import { type EvaluationFigures, measureEvaluation } from './measure-evaluation';
import { type PrecisionRecallPoint, precisionRecallCurve } from './precision-recall';
import { type PreparedEvaluation, prepareEvaluation } from './prepare-evaluation';
import { type ReliabilityBin, reliabilityBins } from './reliability';
import { DEFAULT_THRESHOLDS, type ScoredResponse, type Thresholds } from './scored-response';

/** How well a detector does. Figures are in [0, 1]; null where the data does not define one. */
export interface EvaluationReport extends EvaluationFigures {
  thresholds: Thresholds;
  /** Rewards of tokens and responses beside the share that is right. */
  reliability: { token: ReliabilityBin[]; response: ReliabilityBin[] };
  /** Curves of finding hallucinated tokens and responses. */
  precisionRecall: { token: PrecisionRecallPoint[]; response: PrecisionRecallPoint[] };
  /** How the intervals were drawn; absent if none were asked for. `groups` are the pictures, or other groups, that were resampled. */
  bootstrap?: BootstrapOptions & { groups: number };
  /** 95 % confidence intervals of the figures by their path, such as `token.apNeg` or `byTaxonomy.counting.responseAccuracy`. */
  intervals?: Record<string, ConfidenceInterval>;
}

/**
 * Evaluates a detector on responses with known truth.
 *
 * @param thresholds Rewards below them mean hallucinated. Choose them on other data (`chooseThresholds`).
 * @param bootstrap Give it to get confidence intervals: groups of responses are resampled.
 * @throws {InputError} `SCORED_RESPONSE` if labels and tokens differ in number or a reward is not in [0, 1]; `RESAMPLES` as `bootstrapIntervals`.
 */
export function evaluateDetections(
  scored: Iterable<ScoredResponse>,
  thresholds: Thresholds = DEFAULT_THRESHOLDS,
  bootstrap?: BootstrapOptions,
): EvaluationReport {
  const prepared = prepareEvaluation(scored, thresholds);
  const report = reportOf(prepared);
  if (bootstrap === undefined) return report;
  return {
    ...report,
    bootstrap: { ...bootstrap, groups: prepared.groups },
    intervals: bootstrapIntervals(prepared.groups, (weights) => figuresOf(prepared, weights), bootstrap),
  };
}

/** The report without intervals. */
export function reportOf(prepared: PreparedEvaluation): EvaluationReport {
  const { count, ...figures } = measureEvaluation(prepared);
  const { tokens, responses } = prepared.all;
  return {
    count,
    thresholds: prepared.thresholds,
    ...figures,
    reliability: { token: reliabilityBins(tokens), response: reliabilityBins(responses) },
    precisionRecall: { token: precisionRecallCurve(tokens), response: precisionRecallCurve(responses) },
  };
}

/** All figures by their path, each group of responses counting as often as its weight says; once if there are none. */
export function figuresOf(prepared: PreparedEvaluation, weights?: Uint32Array): Record<string, number | null> {
  return flattenFigures(measureEvaluation(prepared, weights) as unknown as FigureTree);
}
