import { csvFormat } from 'd3-dsv';
import { figureRows } from './figure-rows';
import type { ScorerEvaluation } from './scored-file';

/** All figures of an evaluation as CSV: a row for each detector and figure, with the ends of its 95 % interval; empty where nothing is defined. */
export function evaluationCsv({ comparison }: ScorerEvaluation): string {
  const rows = comparison.reports.flatMap((report) => figureRows(report).map((row) => ({ detector: report.name, ...row })));
  return `${csvFormat(rows, ['detector', 'figure', 'value', 'low', 'high'])}\n`;
}
