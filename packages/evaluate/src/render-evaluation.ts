import type { EvaluationReport } from './evaluate-detections';
import { evaluationTables } from './evaluation-tables';

/**
 * A report as tables for people. Rounded to three digits; `-` where a figure is not defined.
 *
 * @param format `text` for a terminal, with aligned columns; `markdown` for a page.
 */
export function renderEvaluation(report: EvaluationReport, format: 'text' | 'markdown' = 'text'): string {
  const tables = evaluationTables(report).map(
    ({ title, rows }) => `${format === 'markdown' ? `## ${title}\n\n` : `${title}\n\n`}${table(rows, format)}`,
  );
  return `${tables.join('\n\n')}\n`;
}

function table(rows: readonly (readonly string[])[], format: 'text' | 'markdown'): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const padded = rows.map((row) => row.map((text, column) => (column === 0 ? text.padEnd(widths[0]!) : text.padStart(widths[column]!))));
  const [gap, left, right] = format === 'markdown' ? [' | ', '| ', ' |'] : ['  ', '', ''];
  const lines = padded.map((row) => left + row.join(gap) + right);
  const rule = widths.map((width, column) => (format === 'markdown' && column > 0 ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width)));
  lines.splice(1, 0, left + rule.join(gap) + right);
  return lines.join('\n');
}
