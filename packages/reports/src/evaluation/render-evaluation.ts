import type { DetectionComparison, EvaluationReport } from '@tldr-rm/evaluate';
import { domainNote } from '../domain-note';
import { markdownInline, markdownText } from '../escape/markdown-text';
import { terminalText } from '../escape/terminal-text';
import type { Table } from '../table/table';
import { tablesMarkdown } from '../table/table-markdown';
import { tablesText } from '../table/table-text';
import { comparisonTables } from './comparison-tables';
import { evaluationTables } from './evaluation-tables';
import type { ScorerEvaluation } from './scored-file';

/** `text` for a terminal, with aligned columns; `markdown` for a page. */
export type TableFormat = 'text' | 'markdown';

/** What scorers found on a file, as tables: the figures of one, or several side by side. Says before them whether images lie outside the domain of a detector. */
export function renderEvaluation({ comparison }: ScorerEvaluation, format: TableFormat = 'text'): string {
  const warnings = domainWarnings(comparison.reports).map((warning) => (format === 'text' ? terminalText(warning) : markdownText(warning)));
  const tables = comparison.reports.length === 1 ? renderReport(comparison.reports[0]!, format) : renderComparison(comparison, format);
  return [...warnings, tables].join('\n\n');
}

/** A sentence for each scorer that met images unlike those it knows. */
export function domainWarnings(reports: DetectionComparison['reports']): string[] {
  return reports.flatMap(({ name, outsideDomain, samples }) => domainNote(outsideDomain, samples, 'samples', name) ?? []);
}

/** A report as tables. */
export function renderReport(report: EvaluationReport, format: TableFormat = 'text'): string {
  return renderTables(evaluationTables(report), format);
}

/** A comparison as tables: the detectors side by side and how they differ; on a page, followed by all tables of each. */
export function renderComparison(comparison: DetectionComparison, format: TableFormat = 'text'): string {
  const compared = renderTables(comparisonTables(comparison), format);
  if (format === 'text') return compared;
  return [compared, ...comparison.reports.map((report) => `# ${markdownInline(report.name)}\n\n${renderReport(report, format)}`)].join(
    '\n',
  );
}

function renderTables(tables: readonly Table[], format: TableFormat): string {
  return format === 'text' ? tablesText(tables) : tablesMarkdown(tables);
}
