import type { DetectionComparison, EvaluationReport, PositionFigures, SliceFigures } from '@tldr-rm/evaluate';
import { TAXONOMIES } from '@tldr-rm/schema';
import { curveChart } from '../charts/curve-chart';
import { type Interval, intervalChart } from '../charts/interval-chart';
import { shortName } from '../charts/margin-for';
import { matrixChart } from '../charts/matrix-chart';
import { reliabilityChart } from '../charts/reliability-chart';
import { type Html, html } from '../html/html';
import { kindTitle, TAXONOMY_TITLES } from '../taxonomy-titles';
import { intervalAt } from './headline-figures';

type Reports = DetectionComparison['reports'];

/** Figures by which detectors are set side by side. */
const COMPARED = [
  { title: 'Average precision of finding wrong tokens', path: 'token.apNeg', figureOf: ({ token }: EvaluationReport) => token.apNeg },
  { title: 'Responses judged rightly', path: 'response.accuracy', figureOf: ({ response }: EvaluationReport) => response.accuracy },
  { title: 'AUROC of responses', path: 'response.auroc', figureOf: ({ response }: EvaluationReport) => response.auroc },
] as const;

const LEVEL_TITLES = { token: 'Tokens', response: 'Whole responses' } as const;

/** A chart for each figure that detectors are compared by, with a row for each detector. */
export function comparisonCharts(reports: Reports): Html[] {
  return COMPARED.flatMap(({ title, path, figureOf }) => {
    const intervals = reports.flatMap((report) => intervalOf(report.name, figureOf(report), path, report));
    if (intervals.length === 0) return [];
    const [first] = intervals;
    const description = `${title} by detector, with 95 % intervals. ${spoken(intervals)}`;
    return [figure(title, intervalChart(intervals, first!.value, { axis: `dashed: ${shortName(first!.name)}`, description }))];
  });
}

/** Precision and recall of tokens and of responses, a line for each detector. */
export function curveCharts(reports: Reports): Html[] {
  return (['token', 'response'] as const).flatMap((level) => {
    const curves = reports.map(({ precisionRecall }) => ({
      points: precisionRecall[level].map(({ precision, recall }) => ({ x: recall, y: precision })),
    }));
    if (curves.every(({ points }) => points.length === 0)) return [];
    const average = reports.map((report) => `${report.name} ${report[level].apNeg?.toFixed(3) ?? '-'}`).join(', ');
    return [
      figure(
        LEVEL_TITLES[level],
        curveChart(curves, {
          xAxis: 'recall: how many of the wrong ones are found',
          yAxis: 'precision: how many of those called wrong are',
          description: `Precision by recall of finding wrong ${level}s. Average precision: ${average}.`,
        }),
      ),
    ];
  });
}

/** What rewards say beside what is so, for tokens and responses. */
export function reliabilityCharts(reports: Reports): Html[] {
  return (['token', 'response'] as const).flatMap((level) => {
    const series = reports.map(({ reliability }) =>
      reliability[level].flatMap(({ reward, good, count }) => (reward === null || good === null ? [] : [{ reward, good, count }])),
    );
    if (series.every((points) => points.length === 0)) return [];
    const errors = reports.map((report) => `${report.name} ${report[level].ece?.toFixed(3) ?? '-'}`).join(', ');
    return [
      figure(
        LEVEL_TITLES[level],
        reliabilityChart(series, {
          description: `Share of ${level}s that is right by their reward. Expected calibration error: ${errors}.`,
        }),
      ),
    ];
  });
}

/** Breakdowns of one detector's figures, each with the figure of everything as a dashed line. */
export function breakdownCharts(report: EvaluationReport): Html[] {
  const kinds = mapNames(report.byTaxonomy, kindTitle);
  const slices = [
    { title: 'Kind of hallucination', path: 'byTaxonomy', rows: kinds },
    { title: 'Length of the response', path: 'byLength', rows: mapNames(report.byLength, (length) => `${length} tokens`) },
    { title: 'Size of the thing spoken of', path: 'byObjectSize', rows: mapNames(report.byObjectSize, (size) => size) },
    { title: 'Icon set of the picture', path: 'byIconSet', rows: mapNames(report.byIconSet, (set) => set) },
  ];
  return [
    ...slices.flatMap(({ title, path, rows }) =>
      breakdownChart(
        title,
        'responses judged rightly',
        report.response.accuracy,
        rows.flatMap(({ key, name, figures }) => intervalOf(name, figures.responseAccuracy, `${path}.${key}.responseAccuracy`, report)),
      ),
    ),
    ...breakdownChart(
      'Place in the response, from its beginning (0) to its end (1)',
      'AUROC of tokens',
      report.token.auroc,
      mapNames<PositionFigures>(report.byPosition, (part) => part.replace('-', ' to ')).flatMap(({ key, name, figures }) =>
        intervalOf(name, figures.auroc, `byPosition.${key}.auroc`, report),
      ),
    ),
  ];
}

function mapNames<Figures = SliceFigures>(
  slices: Partial<Record<string, Figures>>,
  nameOf: (key: string) => string,
): { key: string; name: string; figures: Figures }[] {
  return Object.entries(slices).flatMap(([key, figures]) => (figures === undefined ? [] : [{ key, name: nameOf(key), figures }]));
}

/** Nothing where there is nothing to set side by side. */
function breakdownChart(title: string, axis: string, all: number | null, intervals: readonly Interval[]): Html[] {
  if (all === null || intervals.length < 2) return [];
  const description = `${title}: ${axis}, with 95 % intervals. ${spoken(intervals)}`;
  return [figure(title, intervalChart(intervals, all, { axis: `${axis}; dashed: all`, description }))];
}

function figure(title: string, chart: Html): Html {
  return html`<figure><figcaption>${title}</figcaption>${chart}</figure>`;
}

/** A figure without an interval is a point. */
function intervalOf(name: string, value: number | null, path: string, report: Pick<EvaluationReport, 'intervals'>): Interval[] {
  if (value === null) return [];
  const { low, high } = intervalAt(report, path) ?? { low: value, high: value };
  return [{ name, value, low, high }];
}

function spoken(intervals: readonly Interval[]): string {
  return intervals.map(({ name, value }) => `${name}: ${value.toFixed(3)}`).join('; ');
}

/** Which kinds were taken for which; null where none were told. */
export function confusionChart({ taxonomyConfusion: confusion }: EvaluationReport): Html | null {
  if (confusion === undefined || confusion.count === 0) return null;
  const cells = TAXONOMIES.flatMap((kind) => {
    const row = confusion.matrix[kind];
    const total = row === undefined ? 0 : Object.values(row).reduce((sum, count) => sum + count, 0);
    return row === undefined
      ? []
      : TAXONOMIES.map((told) => ({
          row: TAXONOMY_TITLES[kind],
          column: TAXONOMY_TITLES[told],
          count: row[told],
          share: total === 0 ? 0 : row[told] / total,
        }));
  });
  return matrixChart(cells, {
    rowAxis: 'true kind',
    columnAxis: 'kind that was told',
    description: `Confusion matrix of the kinds of ${confusion.count} flagged spans; ${((confusion.accuracy ?? 0) * 100).toFixed(1)} % are told rightly.`,
  });
}
