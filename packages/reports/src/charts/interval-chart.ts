import { axisX, dot, gridX, ruleX, ruleY } from '@observablehq/plot';
import type { Html } from '../html/html';
import { marginFor, shortName } from './margin-for';
import { CHART_COLOURS, type ChartText, renderChart } from './render-chart';

export interface Interval {
  name: string;
  value: number;
  low: number;
  high: number;
}

export interface IntervalChartText extends ChartText {
  axis: string;
}

/** Points with their intervals, one below the other, and a line where the reference lies, such as chance. Values are in [0, 1]. */
export function intervalChart(intervals: readonly Interval[], reference: number, { axis, ...chartText }: IntervalChartText): Html {
  const lowest = Math.min(reference - 0.15, ...intervals.map(({ low }) => low));
  const highest = Math.max(reference + 0.15, ...intervals.map(({ high }) => high));
  return renderChart(
    {
      width: 480,
      height: 60 + 28 * intervals.length,
      marginLeft: marginFor(intervals.map(({ name }) => name)),
      marginRight: 20,
      marginBottom: 42,
      x: { domain: [Math.max(0, Math.floor(lowest * 10) / 10), Math.min(1, Math.ceil(highest * 10) / 10)] },
      y: { type: 'point', label: null, domain: intervals.map(({ name }) => name), tickFormat: shortName, tickSize: 0, padding: 0.7 },
      marks: [
        gridX({ stroke: CHART_COLOURS.line, strokeOpacity: 1 }),
        axisX({ label: axis, labelArrow: 'none', labelAnchor: 'center', ticks: 5, tickSize: 0 }),
        ruleX([reference], { stroke: CHART_COLOURS.mark, strokeDasharray: '5 4', strokeWidth: 1.5 }),
        ruleY(intervals, { x1: 'low', x2: 'high', y: 'name', stroke: CHART_COLOURS.bar, strokeWidth: 3 }),
        dot(intervals, { x: 'value', y: 'name', r: 5, fill: CHART_COLOURS.bar }),
      ],
    },
    chartText,
  );
}
