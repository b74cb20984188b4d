import { type PlotOptions, plot } from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { Html } from '../html/html';

/** Colours of charts: those of the page, so that a chart follows its light and dark scheme. */
export const CHART_COLOURS = { bar: 'var(--bar)', mark: 'var(--flag)', faint: 'var(--faint)', line: 'var(--line)' } as const;

/** Colours of the page for lines that are told apart; more than these begin again. */
const SERIES_COLOURS = 6;

/** The colour of a line by its place, from 0. */
export function seriesColour(index: number): string {
  return `var(--series-${(index % SERIES_COLOURS) + 1})`;
}

export interface ChartText {
  /** Says what the chart shows to those who do not see it. */
  description: string;
}

/** Draws a chart as inline SVG, without a browser. It shrinks with the page. */
export function renderChart(options: PlotOptions, { description }: ChartText): Html {
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const chart = plot({ style: { fontSize: '13px', background: 'none', overflow: 'visible' }, ...options, document: document as never });
  chart.setAttribute('role', 'img');
  chart.setAttribute('aria-label', description);
  return new Html(chart.outerHTML);
}
