import { type PlotOptions, plot } from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { escapeHtml, Html, html } from '../html/html';

/** Colours of charts: those of the page, so that a chart follows its light and dark scheme. */
export const CHART_COLOURS = {
  bar: 'var(--bar)',
  mark: 'var(--flag)',
  faint: 'var(--faint)',
  line: 'var(--line)',
  paper: 'var(--paper)',
} as const;

/** Colours of the page for lines that are told apart; more than these begin again. */
const SERIES_COLOURS = 6;

/** The colour of a line by its place, from 0. */
export function seriesColour(index: number): string {
  return `var(--series-${(index % SERIES_COLOURS) + 1})`;
}

export interface ChartText {
  /** Says what the chart shows to those who do not see it. */
  description: string;
  /** Says below the chart what lies across: as text of the page it may be longer than the chart is wide. */
  axis?: string;
}

/** As wide as a phone leaves room for, so that texts of 13 pixels are as large there. Where there is more room a chart grows with its texts. */
export const CHART_WIDTH = 350;

/** Draws a chart as inline SVG, without a browser. It grows and shrinks with the page, unless it is wider than a phone: then it scrolls by itself. */
export function renderChart(options: PlotOptions, { description, axis }: ChartText): Html {
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const style = { fontSize: '13px', background: 'none', overflow: 'visible' };
  const chart = plot({ width: CHART_WIDTH, style, ...options, document: document as never });
  // Plot names its marks, which an element without a role must not be; the chart's own description stands for all of them.
  for (const mark of Array.from<{ removeAttribute(name: string): void }>(chart.querySelectorAll('[aria-label]')))
    mark.removeAttribute('aria-label');
  // The document that Plot draws into leaves "<", "&" and control characters in attributes as they are.
  const svg = chart.outerHTML.replace('<svg', () => `<svg role="img" aria-label="${escapeHtml(description)}"`);
  const drawn = html`${new Html(svg)}${axis !== undefined && html`<p class="axis">${axis}</p>`}`;
  if ((options.width ?? CHART_WIDTH) <= CHART_WIDTH) return html`<div class="chart">${drawn}</div>`;
  return html`<p class="scroll-hint" aria-hidden="true">Scroll sideways for the whole chart →</p>
<div class="chart wide" role="group" aria-label="Chart that scrolls sideways" tabindex="0">${drawn}</div>`;
}
