import type { ConfidenceInterval } from '@tldr-rm/random';
import { InputError } from '@tldr-rm/schema';
import { type BootstrapOptions, checkResamples, intervalOf, type NoInterval, resampleFigures } from './bootstrap';
import { collectJudged, collectJudgedInSlices } from './collect-judged';
import { type EvaluationReport, everyGroupOnce, figuresOf, reportOf, withIntervals } from './evaluate-detections';
import type { EvaluationControl } from './evaluation-progress';
import type { JudgedCollection } from './judged-collection';
import { type PreparedEvaluation, prepareEvaluation } from './prepare-evaluation';
import { runSteps, runStepsInSlices, type Steps } from './run-steps';
import { DEFAULT_THRESHOLDS, type ScoredResponse, type Thresholds } from './scored-response';
import { unseenShares } from './unseen-shares';

/** What one detector said about the responses that all of them scored. */
export interface DetectorScores<Scored = Iterable<ScoredResponse>> {
  name: string;
  scored: Scored;
  /** Its own thresholds; the paper's if not given. */
  thresholds?: Thresholds;
}

/** A figure of one detector less that of another. */
export interface FigureDifference {
  difference: number;
  /** 95 % confidence interval of the difference over the same pictures; absent without a bootstrap. */
  interval?: ConfidenceInterval;
  /** Why there is no interval although there was a bootstrap. */
  withoutInterval?: NoInterval;
}

/** Detectors on the same responses. */
export interface DetectionComparison {
  /** One for each detector, in their order. */
  reports: (EvaluationReport & { name: string })[];
  /** For each detector but the first: its figures less those of the first, by path. Figures that one of the two does not define are left out. */
  differences: { name: string; figures: Record<string, FigureDifference> }[];
}

/** How {@link compareDetectionsAsync} compares. */
export interface ComparisonOptions extends EvaluationControl {
  /** Give it to get confidence intervals. */
  bootstrap?: BootstrapOptions | undefined;
}

/**
 * Evaluates detectors on the same responses, and how the first differs from each of the others. Every resample draws the same pictures for all detectors (a paired
 * bootstrap; Efron and Tibshirani 1993, chapter 8), so what makes a picture hard for all of them cancels out: an interval without 0 tells two detectors apart
 * where their own intervals overlap.
 *
 * @param bootstrap Give it to get confidence intervals.
 * @throws {InputError} `COMPARED_DETECTORS` if there is none; `COMPARED_RESPONSES` if they scored different responses, or in a different order; whatever `evaluateDetections` throws.
 */
export function compareDetections(detectors: readonly DetectorScores[], bootstrap?: BootstrapOptions): DetectionComparison {
  check(detectors, bootstrap);
  const judged = detectors.map(({ scored, thresholds = DEFAULT_THRESHOLDS }) => collectJudged(scored, thresholds));
  return runSteps(comparisonSteps(detectors, judged, bootstrap));
}

/**
 * The same in slices of a few milliseconds, between which the event loop has its turn; see `evaluateDetectionsAsync`.
 *
 * @throws {InputError} as {@link compareDetections}; the reason of the signal.
 */
export async function compareDetectionsAsync(
  detectors: readonly DetectorScores<Iterable<ScoredResponse> | AsyncIterable<ScoredResponse>>[],
  { bootstrap, ...control }: ComparisonOptions = {},
): Promise<DetectionComparison> {
  check(detectors, bootstrap);
  // All are read at once, so that detectors may score the same responses side by side.
  const judged = await Promise.all(
    detectors.map(({ scored, thresholds = DEFAULT_THRESHOLDS }) => collectJudgedInSlices(scored, thresholds, control)),
  );
  return runStepsInSlices(comparisonSteps(detectors, judged, bootstrap), control);
}

function check(detectors: readonly unknown[], bootstrap: BootstrapOptions | undefined): void {
  if (detectors.length === 0) throw new InputError('COMPARED_DETECTORS', 'There is no detector to evaluate. Give one at least.');
  if (bootstrap) checkResamples(bootstrap.resamples);
}

function* comparisonSteps(
  detectors: readonly { name: string }[],
  judged: readonly JudgedCollection[],
  bootstrap: BootstrapOptions | undefined,
): Steps<DetectionComparison> {
  for (const [index, { ids }] of judged.entries()) checkIds(judged[0]!.ids, ids, detectors[0]!.name, detectors[index]!.name);
  const prepared: PreparedEvaluation[] = [];
  for (const each of judged) prepared.push(yield* prepareEvaluation(each));
  const first = prepared[0]!;
  const drawn = bootstrap && (yield* resampleFigures(first.groups, (weights) => allFigures(prepared, weights), bootstrap));
  const valuesAt = (path: string): number[] => drawn?.get(path) ?? [];
  const values = allFigures(prepared, everyGroupOnce(first));
  const unseen = prepared.map(unseenShares);

  const differenceAt = (index: number, path: string): FigureDifference | undefined => {
    const difference = values[differencePath(index, path)];
    if (difference === null || difference === undefined) return undefined;
    if (bootstrap === undefined) return { difference };
    const [ofFirst, ofOther] = [unseen[0]![path], unseen[index]![path]];
    // Of the two detectors' groups, the fewer say less.
    const ofBoth = ofFirst === undefined || ofOther === undefined ? undefined : Math.max(ofFirst, ofOther);
    const interval = intervalOf(valuesAt(differencePath(index, path)), bootstrap.resamples, ofBoth, [-1, 1]);
    return { difference, ...(typeof interval === 'string' ? { withoutInterval: interval } : { interval }) };
  };
  const paths = Object.keys(figuresOf(first, everyGroupOnce(first)));
  return {
    reports: prepared.map((each, index) => ({
      name: detectors[index]!.name,
      ...reportOf(each),
      ...(bootstrap && withIntervals(each, bootstrap, (path) => valuesAt(figurePath(index, path)))),
    })),
    differences: detectors.slice(1).map(({ name }, index) => ({
      name,
      figures: Object.fromEntries(
        paths.flatMap((path): [string, FigureDifference][] => {
          const difference = differenceAt(index + 1, path);
          return difference === undefined ? [] : [[path, difference]];
        }),
      ),
    })),
  };
}

/** The figures of every detector, and those of all but the first less the first one's. */
function allFigures(prepared: readonly PreparedEvaluation[], weights: Uint32Array): Record<string, number | null> {
  const figures: Record<string, number | null> = {};
  const [first, ...others] = prepared.map((each) => figuresOf(each, weights));
  for (const [path, value] of Object.entries(first!)) figures[figurePath(0, path)] = value;
  for (const [index, other] of others.entries()) {
    for (const [path, value] of Object.entries(other)) {
      figures[figurePath(index + 1, path)] = value;
      if (!(path in first!)) continue;
      const base = first![path]!;
      figures[differencePath(index + 1, path)] = value === null || base === null ? null : value - base;
    }
  }
  return figures;
}

function figurePath(index: number, path: string): string {
  return `${index}:${path}`;
}

function differencePath(index: number, path: string): string {
  return `-${index}:${path}`;
}

function checkIds(first: readonly string[], other: readonly string[], firstName: string, otherName: string): void {
  const at = first.findIndex((id, index) => id !== other[index]);
  if (at === -1 && first.length === other.length) return;
  const place =
    at === -1
      ? `${firstName} has ${first.length}, ${otherName} ${other.length}`
      : `${first[at]} in ${firstName} is ${other[at] ?? 'missing'} in ${otherName}`;
  throw new InputError(
    'COMPARED_RESPONSES',
    `The detectors did not score the same responses in the same order: ${place}. Score the same file with all of them.`,
  );
}
