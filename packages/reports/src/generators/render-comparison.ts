import { type Comparison, LEVELS } from '@tldr-rm/evaluate';
import { intervalChart } from '../charts/interval-chart';
import { markdownInline, markdownText } from '../escape/markdown-text';
import { terminalText } from '../escape/terminal-text';
import { type Html, html } from '../html/html';
import { renderPage } from '../html/page';
import { renderPanel } from '../html/panel';
import { PANEL_STYLES } from '../html/panel-styles';
import { tablesMarkdown } from '../table/table-markdown';
import { tablesText } from '../table/table-text';
import { generatorTables } from './generator-tables';
import { generatorWarnings } from './generator-warnings';

/** The comparison for a terminal: aligned tables under headings. */
export function renderComparisonText(comparison: Comparison): string {
  return [...generatorWarnings(comparison).map(terminalText), tablesText(generatorTables(comparison))].join('\n\n');
}

/** The comparison as a Markdown page. */
export function renderComparisonMarkdown(comparison: Comparison): string {
  const { detector, pictures, questions } = comparison;
  const head = `# Generators compared\n\n${questions} prompts about ${pictures} pictures. Detector: ${markdownInline(detector)}.`;
  return [head, ...generatorWarnings(comparison).map(markdownText), tablesMarkdown(generatorTables(comparison))].join('\n\n');
}

/** The comparison as a page that loads and runs nothing. */
export function renderComparisonPage(comparison: Comparison): string {
  const { detector, pictures, questions, generators } = comparison;
  const header = html`<h1>Generators compared</h1>
<p class="lead">How much ${generators.length} generators hallucinate: ${questions} prompts about ${pictures} pictures, judged by <code>${detector}</code>.</p>
${generatorWarnings(comparison).map((warning) => html`<p class="warning">${warning}</p>`)}`;
  const main = html`<section class="panel"><h2>Rates by the detector</h2><div class="charts">${chartsOf(comparison)}</div></section>
${generatorTables(comparison).map((table) => renderPanel(table))}`;
  const footer = html`A rate by a detector holds the detector's own errors: it ranks generators, and is no measurement of any of them by itself.`;
  return renderPage({ title: 'Generators compared', styles: PANEL_STYLES, header, main, footer });
}

function chartsOf({ generators, ranking }: Comparison): Html[] {
  return LEVELS.flatMap((level) => {
    const intervals = ranking[level].flatMap((name) => {
      const { rate, low, high } = generators.find((generator) => generator.name === name)!.rates[level];
      return rate === null ? [] : [{ name, value: rate, low: low ?? rate, high: high ?? rate }];
    });
    if (intervals.length === 0) return [];
    const axis = `share of ${level}s called hallucinated`;
    return [intervalChart(intervals, null, { axis, description: `By generator, the ${axis}, with 95 % intervals.` })];
  });
}
