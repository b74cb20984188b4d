import type { DetectionComparison, FigureDifference } from '@tldr-rm/evaluate';
import { cellText } from '../table/cell-text';
import { numberColumns, textColumns } from '../table/columns';
import type { TitledTable } from '../table/table';
import { drawnIntervals } from './drawn-intervals';
import { figureAt, figureWithInterval, headlineFigures } from './headline-figures';

/** A comparison as tables: the headline figures of each detector, and how those of the others differ from the first one's. */
export function comparisonTables({ reports, differences }: DetectionComparison): [values: TitledTable, differences: TitledTable] {
  const first = reports[0]!;
  const figures = headlineFigures(reports.some(({ token }) => token.count > 0));
  const drawn = drawnIntervals(first);
  return [
    {
      title: `Detectors compared on ${first.count} responses`,
      ...(drawn !== undefined && { note: drawn }),
      columns: [...textColumns('figure'), ...numberColumns(...reports.map(({ name }) => name))],
      rows: figures.map(([title, path]) => [title, ...reports.map((report) => figureWithInterval(figureAt(report, path), path, report))]),
    },
    {
      title: `Differences from ${first.name}`,
      ...(drawn !== undefined && { note: 'Paired: * where 0 is outside the 95 % interval.' }),
      columns: [...textColumns('figure'), ...numberColumns(...differences.map(({ name }) => name))],
      rows: figures.map(([title, path]) => [title, ...differences.map((other) => differenceText(other.figures[path]))]),
    },
  ];
}

/** Such as `+0.012 [0.003, 0.021] *`. */
function differenceText(figure: FigureDifference | undefined): string {
  if (figure === undefined) return cellText(null);
  const { difference, interval } = figure;
  const value = signed(difference);
  if (!interval) return value;
  return `${value} [${signed(interval.low)}, ${signed(interval.high)}]${interval.low > 0 || interval.high < 0 ? ' *' : '  '}`;
}

function signed(value: number): string {
  const text = cellText(Math.abs(value));
  return Number(text) === 0 ? text : `${value < 0 ? '-' : '+'}${text}`;
}
