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

/** Part of the axis that stays free on either side of what is shown. */
const MARGIN = 0.12;
/** Shortest axis: a smaller difference is not worth a picture. */
const SHORTEST = 0.02;

/**
 * Points with their intervals, one below the other, and a line where the reference lies, such as chance; null for none. Values are in [0, 1]. The axis is chosen by
 * what is shown, and says so where it does not begin at 0.
 */
export function intervalChart(intervals: readonly Interval[], reference: number | null, { axis, description }: IntervalChartText): Html {
  const domain = domainOf([...intervals.flatMap(({ low, high }) => [low, high]), ...(reference === null ? [0] : [reference])]);
  const label = domain[0] > 0 ? `${axis} (axis begins at ${digits(domain[0])})` : axis;
  return renderChart(
    {
      height: 32 + 28 * intervals.length,
      marginLeft: marginFor(intervals.map(({ name }) => name)),
      marginRight: 18,
      marginTop: 4,
      marginBottom: 26,
      x: { domain, label: null },
      y: { type: 'point', label: null, domain: intervals.map(({ name }) => name), tickFormat: shortName, tickSize: 0, padding: 0.7 },
      marks: [
        gridX({ ticks: 4, stroke: CHART_COLOURS.line, strokeOpacity: 1 }),
        axisX({ ticks: 4, tickSize: 0, label: null }),
        ...(reference === null ? [] : [ruleX([reference], { stroke: CHART_COLOURS.mark, strokeDasharray: '5 4', strokeWidth: 1.5 })]),
        ruleY(intervals, { x1: 'low', x2: 'high', y: 'name', stroke: CHART_COLOURS.bar, strokeWidth: 3 }),
        dot(intervals, { x: 'value', y: 'name', r: 5, fill: CHART_COLOURS.bar }),
      ],
    },
    { axis: label, description: domain[0] > 0 ? `${description} The axis begins at ${digits(domain[0])}.` : description },
  );
}

/** A stretch of [0, 1] with round ends that holds all values. */
function domainOf(values: readonly number[]): [from: number, to: number] {
  const [lowest, highest] = [Math.min(...values), Math.max(...values)];
  const length = Math.max(highest - lowest, SHORTEST);
  const middle = (lowest + highest) / 2;
  const step = 10 ** Math.floor(Math.log10(length)) / 2;
  const from = Math.floor((middle - length * (0.5 + MARGIN)) / step) * step;
  const to = Math.ceil((middle + length * (0.5 + MARGIN)) / step) * step;
  return [round(Math.max(0, from)), round(Math.min(1, to))];
}

function round(value: number): number {
  return Number(value.toFixed(4));
}

function digits(value: number): string {
  return String(round(value));
}
