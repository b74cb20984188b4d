import { numberColumns, textColumns } from '../table/columns';
import { tableCsv } from '../table/table-csv';
import { figureRows } from './figure-rows';
import type { ScorerEvaluation } from './scored-file';

/** All figures of an evaluation as CSV: a row for each detector and figure, with the ends of its 95 % interval; empty where nothing is defined. */
export function evaluationCsv({ comparison }: ScorerEvaluation): string {
  return tableCsv({
    columns: [...textColumns('detector', 'figure'), ...numberColumns('value', 'low', 'high')],
    rows: comparison.reports.flatMap((report) =>
      figureRows(report).map(({ figure, value, low, high }) => [report.name, figure, value, low, high]),
    ),
  });
}
