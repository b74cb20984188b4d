import { InputError } from '@tldr-rm/schema';
import { type BootstrapOptions, bootstrapIntervals, type ConfidenceInterval } from './bootstrap';
import { type EvaluationReport, figuresOf, reportOf } from './evaluate-detections';
import { prepareEvaluation } from './prepare-evaluation';
import { DEFAULT_THRESHOLDS, type ScoredResponse, type Thresholds } from './scored-response';

/** What one detector said about the responses that all of them scored. */
export interface DetectorScores {
  name: string;
  scored: Iterable<ScoredResponse>;
  /** Its own thresholds; the paper's if not given. */
  thresholds?: Thresholds;
}

/** A figure of one detector less that of another. */
export interface FigureDifference {
  difference: number;
  /** 95 % confidence interval of the difference over the same pictures; absent without a bootstrap, or where few resamples define it. */
  interval?: ConfidenceInterval;
}

/** Detectors on the same responses. */
export interface DetectionComparison {
  /** One for each detector, in their order. */
  reports: (EvaluationReport & { name: string })[];
  /** For each detector but the first: its figures less those of the first, by path. Figures that one of the two does not define are left out. */
  differences: { name: string; figures: Record<string, FigureDifference> }[];
}

/** Between the number of a detector and the path of its figure. */
const SEPARATOR = ':';

/**
 * Evaluates detectors on the same responses, and how the first differs from each of the others. Every resample draws the same pictures for all detectors (a paired
 * bootstrap; Efron and Tibshirani 1993, chapter 8), so what makes a picture hard for all of them cancels out: an interval without 0 tells two detectors apart
 * where their own intervals overlap.
 *
 * @param bootstrap Give it to get confidence intervals.
 * @throws {InputError} `COMPARED_DETECTORS` if there is none; `COMPARED_RESPONSES` if they scored different responses, or in a different order; whatever `evaluateDetections` throws.
 */
export function compareDetections(detectors: readonly DetectorScores[], bootstrap?: BootstrapOptions): DetectionComparison {
  if (detectors.length === 0) throw new InputError('COMPARED_DETECTORS', 'There is no detector to evaluate. Give one at least.');
  const prepared = detectors.map(({ scored, thresholds = DEFAULT_THRESHOLDS }) => prepareEvaluation(scored, thresholds));
  const [first, ...others] = prepared;
  for (const [index, { ids }] of others.entries()) checkIds(first!.ids, ids, detectors[0]!.name, detectors[index + 1]!.name);

  const allFigures = (weights?: Uint32Array): Record<string, number | null> => {
    const figures: Record<string, number | null> = {};
    const base: Record<string, number | null> = {};
    for (const [index, each] of prepared.entries()) {
      for (const [path, value] of Object.entries(figuresOf(each, weights))) {
        figures[`${index}${SEPARATOR}${path}`] = value;
        if (index === 0) base[path] = value;
        else if (path in base) figures[`-${index}${SEPARATOR}${path}`] = value === null || base[path] === null ? null : value - base[path]!;
      }
    }
    return figures;
  };
  const values = allFigures();
  const intervals = bootstrap === undefined ? {} : bootstrapIntervals(first!.groups, allFigures, bootstrap);
  return {
    reports: prepared.map((each, index) => ({
      name: detectors[index]!.name,
      ...reportOf(each),
      ...(bootstrap !== undefined && {
        bootstrap: { ...bootstrap, groups: first!.groups },
        intervals: withPrefix(intervals, `${index}${SEPARATOR}`),
      }),
    })),
    differences: detectors.slice(1).map(({ name }, index) => {
      const prefix = `-${index + 1}${SEPARATOR}`;
      const differences = Object.entries(withPrefix(values, prefix)).filter((entry): entry is [string, number] => entry[1] !== null);
      return {
        name,
        figures: Object.fromEntries(
          differences.map(([path, difference]): [string, FigureDifference] => {
            const interval = intervals[prefix + path];
            return [path, { difference, ...(interval !== undefined && { interval }) }];
          }),
        ),
      };
    }),
  };
}

function withPrefix<Value>(values: Readonly<Record<string, Value>>, prefix: string): Record<string, Value> {
  const chosen = Object.entries(values).filter(([key]) => key.startsWith(prefix));
  return Object.fromEntries(chosen.map(([key, value]) => [key.slice(prefix.length), value]));
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
