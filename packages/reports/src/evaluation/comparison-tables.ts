import type { DetectionComparison, FigureDifference } from '@tldr-rm/evaluate';
import type { EvaluationTable } from './evaluation-tables';
import { cellText, figureAt, figureWithInterval, headlineFigures } from './headline-figures';

/** A comparison as tables: the headline figures of each detector, and how those of the others differ from the first one's. Rounded to three digits; `-` where nothing is defined. */
export function comparisonTables({ reports, differences }: DetectionComparison): EvaluationTable[] {
  const first = reports[0]!;
  const { bootstrap } = first;
  const figures = headlineFigures(reports.some(({ token }) => token.count > 0));
  const drawn = bootstrap
    ? ` with 95 % intervals (${bootstrap.resamples} resamples of ${bootstrap.groups} pictures, seed ${bootstrap.seed})`
    : '';
  return [
    {
      title: `Detectors compared on ${first.count} responses${drawn}`,
      rows: [
        ['figure', ...reports.map(({ name }) => name)],
        ...figures.map(([title, path]) => [title, ...reports.map((report) => figureWithInterval(figureAt(report, path), path, report))]),
      ],
    },
    {
      title: `Differences from ${first.name}${bootstrap ? ', paired: * where 0 is outside the 95 % interval' : ''}`,
      rows: [
        ['figure', ...differences.map(({ name }) => name)],
        ...figures.map(([title, path]) => [title, ...differences.map((other) => differenceText(other.figures[path]))]),
      ],
    },
  ];
}

/** Such as `+0.012 [0.003, 0.021] *`. */
function differenceText(figure: FigureDifference | undefined): string {
  if (figure === undefined) return cellText(null);
  const { difference, interval } = figure;
  const value = signed(difference);
  if (interval === undefined) return value;
  return `${value} [${signed(interval.low)}, ${signed(interval.high)}]${interval.low > 0 || interval.high < 0 ? ' *' : '  '}`;
}

function signed(value: number): string {
  const text = cellText(Math.abs(value));
  return Number(text) === 0 ? text : `${value < 0 ? '-' : '+'}${text}`;
}
