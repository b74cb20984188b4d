import type { Comparison } from '@tldr-rm/evaluate';
import { LEVELS } from '@tldr-rm/evaluate';
import { intervalChart } from '../charts/interval-chart';
import { dataTable } from '../html/data-table';
import { type Html, html } from '../html/html';
import { renderPage } from '../html/page';
import { PANEL_STYLES } from '../html/panel-styles';
import { REPORT_STYLES } from '../html/report-styles';
import { type ComparisonTable, comparisonTables } from './comparison-tables';

/** The comparison for a terminal: aligned tables under headings. */
export function renderComparisonText(comparison: Comparison): string {
  const tables = comparisonTables(comparison).map(({ title, rows }) => {
    const printable = rows.map((row) => row.map((text) => text.replace(/\p{Control}/gu, ' ')));
    const widths = printable[0]!.map((_, column) => Math.max(...printable.map((row) => row[column]!.length)));
    const lines = printable.map((row) =>
      row.map((text, column) => (column === 0 ? text.padEnd(widths[0]!) : text.padStart(widths[column]!))).join('  '),
    );
    return [title, ...lines].join('\n');
  });
  return `${tables.join('\n\n')}\n`;
}

/** The comparison as a Markdown page. */
export function renderComparisonMarkdown(comparison: Comparison): string {
  const { detector, pictures, questions } = comparison;
  const head = `# Generators compared\n\n${questions} prompts about ${pictures} pictures. Detector: ${escapeMarkdown(detector)}.`;
  const sections = comparisonTables(comparison).map(({ title, note, rows }) => {
    const lines = rows.map((row) => `| ${row.map(escapeMarkdown).join(' | ')} |`);
    lines.splice(1, 0, `| ${rows[0]!.map((_, column) => (column === 0 ? '---' : '---:')).join(' | ')} |`);
    return `## ${title}\n\n${note}\n\n${lines.join('\n')}`;
  });
  return `${[head, ...sections].join('\n\n')}\n`;
}

/** The comparison as a page that loads and runs nothing. */
export function renderComparisonPage(comparison: Comparison): string {
  const { detector, pictures, questions, generators } = comparison;
  const body = html`<header>
<h1>Generators compared</h1>
<p class="lead">How much ${String(generators.length)} generators hallucinate: ${String(questions)} prompts about ${String(pictures)} pictures, judged by <code>${detector}</code>.</p>
</header>
<main>
<section class="panel"><h2>Rates by the detector</h2><div class="charts">${chartsOf(comparison)}</div></section>
${comparisonTables(comparison).map(renderTable)}
</main>
<footer>A rate by a detector holds the detector's own errors: it ranks generators, and is no measurement of any of them by itself.</footer>`;
  return renderPage({ title: 'Generators compared', styles: REPORT_STYLES + PANEL_STYLES, body });
}

function chartsOf({ generators, ranking }: Comparison): Html[] {
  return LEVELS.flatMap((level) => {
    const intervals = ranking[level].flatMap((name) => {
      const { rate, low, high } = generators.find((generator) => generator.name === name)!.rates[level];
      return rate === null || low === null || high === null ? [] : [{ name, value: rate, low, high }];
    });
    if (intervals.length === 0) return [];
    const axis = `share of ${level}s called hallucinated`;
    return [
      html`<div class="chart">${intervalChart(intervals, 0, { axis, description: `By generator, the ${axis}, with 95 % intervals.` })}</div>`,
    ];
  });
}

function renderTable({ title, note, rows }: ComparisonTable): Html {
  return html`<section class="panel">
<h2>${title}</h2>
<p class="note">${note}</p>
${dataTable(rows, 1)}
</section>
`;
}

function escapeMarkdown(text: string): string {
  return text.replace(/[\\|`*_<>[\]]/g, (character) => `\\${character}`).replace(/\s+/g, ' ');
}
