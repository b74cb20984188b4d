import type { ConfidenceInterval } from '@tldr-rm/random';
import { type BootstrapOptions, checkResamples, intervalOf, type NoInterval, resampleFigures } from './bootstrap';
import { collectJudged, collectJudgedInSlices } from './collect-judged';
import type { EvaluationControl } from './evaluation-progress';
import { type FigureTree, flattenFigures } from './flatten-figures';
import type { JudgedCollection } from './judged-collection';
import { type EvaluationFigures, measureEvaluation } from './measure-evaluation';
import type { PrecisionRecallPoint } from './precision-recall';
import { type PreparedEvaluation, prepareEvaluation } from './prepare-evaluation';
import type { ReliabilityBin } from './reliability';
import { runSteps, runStepsInSlices, type Steps } from './run-steps';
import { DEFAULT_THRESHOLDS, type ScoredResponse, type Thresholds } from './scored-response';
import { unseenShares } from './unseen-shares';

/** How well a detector does. Figures are in [0, 1]; null where the data does not define one. */
export interface EvaluationReport extends EvaluationFigures {
  /** Samples that the responses come from. */
  samples: number;
  /** Samples among them about pictures unlike those that the detector knows: its rewards may mean nothing there, and the figures with them. */
  outsideDomain: number;
  thresholds: Thresholds;
  /** Rewards of tokens and responses beside the share that is right. */
  reliability: { token: ReliabilityBin[]; response: ReliabilityBin[] };
  /** Curves of finding hallucinated tokens and responses. */
  precisionRecall: { token: PrecisionRecallPoint[]; response: PrecisionRecallPoint[] };
  /** How the intervals were drawn; absent if none were asked for. `groups` are the pictures, or other groups, that were resampled. */
  bootstrap?: BootstrapOptions & { groups: number };
  /** 95 % confidence intervals of the figures by their path, such as `token.apNeg` or `byTaxonomy.counting.responseAccuracy`. */
  intervals?: Record<string, ConfidenceInterval>;
  /** The figures that the data defines and that have no interval, by their path, with the reason. */
  withoutInterval?: Record<string, NoInterval>;
}

/** How {@link evaluateDetectionsAsync} evaluates. */
export interface EvaluationOptions extends EvaluationControl {
  /** Rewards below them mean hallucinated; the paper's if not given. */
  thresholds?: Thresholds | undefined;
  /** Give it to get confidence intervals: groups of responses are resampled. */
  bootstrap?: BootstrapOptions | undefined;
}

/**
 * Evaluates a detector on responses with known truth.
 *
 * @param thresholds Rewards below them mean hallucinated. Choose them on other data (`chooseThresholds`).
 * @param bootstrap Give it to get confidence intervals: groups of responses are resampled.
 * @throws {InputError} `SCORED_RESPONSE` if labels and tokens differ in number or a reward is not in [0, 1]; `RESAMPLES` without a whole number of resamples.
 */
export function evaluateDetections(
  scored: Iterable<ScoredResponse>,
  thresholds: Thresholds = DEFAULT_THRESHOLDS,
  bootstrap?: BootstrapOptions,
): EvaluationReport {
  if (bootstrap) checkResamples(bootstrap.resamples);
  return runSteps(evaluationSteps(collectJudged(scored, thresholds), bootstrap));
}

/**
 * The same in slices of a few milliseconds, between which the event loop has its turn. Responses are taken one by one as they come, and their texts are let go, so that
 * memory grows by about 20 bytes a token.
 *
 * @throws {InputError} as {@link evaluateDetections}; the reason of the signal.
 */
export async function evaluateDetectionsAsync(
  scored: Iterable<ScoredResponse> | AsyncIterable<ScoredResponse>,
  { thresholds = DEFAULT_THRESHOLDS, bootstrap, ...control }: EvaluationOptions = {},
): Promise<EvaluationReport> {
  if (bootstrap) checkResamples(bootstrap.resamples);
  return runStepsInSlices(evaluationSteps(await collectJudgedInSlices(scored, thresholds, control), bootstrap), control);
}

function* evaluationSteps(judged: JudgedCollection, bootstrap: BootstrapOptions | undefined): Steps<EvaluationReport> {
  const prepared = yield* prepareEvaluation(judged);
  const report = reportOf(prepared);
  if (bootstrap === undefined) return report;
  const drawn = yield* resampleFigures(prepared.groups, (weights) => figuresOf(prepared, weights), bootstrap);
  return { ...report, ...withIntervals(prepared, bootstrap, (path) => drawn.get(path) ?? []) };
}

/** The report without intervals. */
export function reportOf(prepared: PreparedEvaluation): EvaluationReport {
  const { count, ...figures } = measureEvaluation(prepared, everyGroupOnce(prepared));
  return {
    count,
    samples: prepared.samples,
    outsideDomain: prepared.samplesOutsideDomain,
    thresholds: prepared.thresholds,
    ...figures,
    reliability: prepared.reliability,
    precisionRecall: prepared.precisionRecall,
  };
}

/** All figures by their path, each group of responses counting as often as its weight says. */
export function figuresOf(prepared: PreparedEvaluation, weights: Uint32Array): Record<string, number | null> {
  return flattenFigures(measureEvaluation(prepared, weights) as unknown as FigureTree);
}

export function everyGroupOnce({ groups }: PreparedEvaluation): Uint32Array {
  return new Uint32Array(groups).fill(1);
}

/** What a bootstrap adds to a report. `valuesOf` gives the values of a figure in the resamples that define it. */
export function withIntervals(
  prepared: PreparedEvaluation,
  bootstrap: BootstrapOptions,
  valuesOf: (path: string) => readonly number[],
): Required<Pick<EvaluationReport, 'bootstrap' | 'intervals' | 'withoutInterval'>> {
  const unseen = unseenShares(prepared);
  const intervals: Record<string, ConfidenceInterval> = {};
  const withoutInterval: Record<string, NoInterval> = {};
  for (const [path, value] of Object.entries(figuresOf(prepared, everyGroupOnce(prepared)))) {
    if (value === null) continue;
    const interval = intervalOf(valuesOf(path), bootstrap.resamples, unseen[path]);
    if (typeof interval === 'string') withoutInterval[path] = interval;
    else intervals[path] = interval;
  }
  return { bootstrap: { ...bootstrap, groups: prepared.groups }, intervals, withoutInterval };
}
