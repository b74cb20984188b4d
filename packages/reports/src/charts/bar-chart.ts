import { axisX, barX, gridX, ruleX, text } from '@observablehq/plot';
import type { Html } from '../html/html';
import { marginFor, shortName } from './margin-for';
import { CHART_COLOURS, type ChartText, renderChart } from './render-chart';

export interface Bar {
  name: string;
  value: number;
  /** Stands at the end of the bar. */
  label: string;
}

/** Lying bars with names, one below the other. */
export function barChart(bars: readonly Bar[], chartText: ChartText): Html {
  return renderChart(
    {
      height: 40 + 28 * bars.length,
      marginLeft: marginFor(bars.map(({ name }) => name)),
      marginRight: 52,
      marginTop: 5,
      x: { axis: null, domain: [0, Math.max(...bars.map(({ value }) => value), 1e-9)] },
      y: { label: null, domain: bars.map(({ name }) => name), tickFormat: shortName, tickSize: 0 },
      marks: [
        gridX({ stroke: CHART_COLOURS.line, strokeOpacity: 1 }),
        axisX({ ticks: 5, label: null, tickSize: 0 }),
        barX(bars, { x: 'value', y: 'name', fill: CHART_COLOURS.bar, rx: 3, insetTop: 2, insetBottom: 2 }),
        text(bars, { x: 'value', y: 'name', text: 'label', textAnchor: 'start', dx: 6, fill: 'currentColor' }),
        ruleX([0], { stroke: CHART_COLOURS.faint }),
      ],
    },
    chartText,
  );
}
