import type { DetectionComparison, EvaluationReport } from '@tldr-rm/evaluate';
import { comparisonTables } from './comparison-tables';
import { type EvaluationTable, evaluationTables } from './evaluation-tables';

/** `text` for a terminal, with aligned columns; `markdown` for a page. */
type Format = 'text' | 'markdown';

/** A report as tables for people. Rounded to three digits; `-` where a figure is not defined. */
export function renderEvaluation(report: EvaluationReport, format: Format = 'text'): string {
  return renderTables(evaluationTables(report), format);
}

/** A comparison as tables for people: the detectors side by side and how they differ; on a page, followed by all tables of each. */
export function renderComparison(comparison: DetectionComparison, format: Format = 'text'): string {
  const compared = renderTables(comparisonTables(comparison), format);
  if (format === 'text') return compared;
  return [compared, ...comparison.reports.map((report) => `# ${onOneLine(report.name)}\n\n${renderEvaluation(report, format)}`)].join('\n');
}

function renderTables(evaluated: readonly EvaluationTable[], format: Format): string {
  const tables = evaluated.map(({ title, rows }) => `${format === 'markdown' ? '## ' : ''}${onOneLine(title)}\n\n${table(rows, format)}`);
  return `${tables.join('\n\n')}\n`;
}

/** Names of detectors and icon sets come from files, and may be any text. */
function onOneLine(text: string): string {
  return text.replaceAll(/\p{Control}+/gu, ' ');
}

function table(unsafeRows: readonly (readonly string[])[], format: Format): string {
  const rows = unsafeRows.map((row) => row.map(onOneLine).map((cell) => (format === 'markdown' ? cell.replaceAll('|', '\\|') : cell)));
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const padded = rows.map((row) => row.map((text, column) => (column === 0 ? text.padEnd(widths[0]!) : text.padStart(widths[column]!))));
  const [gap, left, right] = format === 'markdown' ? [' | ', '| ', ' |'] : ['  ', '', ''];
  const lines = padded.map((row) => left + row.join(gap) + right);
  const rule = widths.map((width, column) => (format === 'markdown' && column > 0 ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width)));
  lines.splice(1, 0, left + rule.join(gap) + right);
  return lines.join('\n');
}
