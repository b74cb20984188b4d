import { dot, lineY } from '@observablehq/plot';
import type { Html } from '../html/html';
import { CHART_COLOURS, type ChartText, seriesColour } from './render-chart';
import { INSET, unitSquareChart } from './unit-square-chart';

/** What lies in one stretch of rewards. */
export interface ReliabilityPoint {
  /** Mean reward, in [0, 1]. */
  reward: number;
  /** The share that is right. */
  good: number;
  count: number;
}

/** Largest dot, in pixels: the stretch that holds most. */
const LARGEST = INSET;
const SMALLEST = 2.5;

/** A reliability diagram: on the dashed line, rewards are the probability to be right. The area of a dot is what it stands for. One series a detector. */
export function reliabilityChart(series: readonly (readonly ReliabilityPoint[])[], chartText: ChartText): Html {
  const largest = Math.max(1, ...series.flat().map(({ count }) => count));
  const radius = ({ count }: ReliabilityPoint): number => Math.max(SMALLEST, LARGEST * Math.sqrt(count / largest));
  const diagonal = [
    { x: 0, y: 0 },
    { x: 1, y: 1 },
  ];
  return unitSquareChart(
    [
      lineY(diagonal, { x: 'x', y: 'y', stroke: CHART_COLOURS.mark, strokeDasharray: '5 4', strokeWidth: 1.5 }),
      ...series.flatMap((points, index) => [
        lineY(points, { x: 'reward', y: 'good', stroke: seriesColour(index), strokeWidth: 1.5, strokeOpacity: 0.5 }),
        dot(points, { x: 'reward', y: 'good', r: radius, fill: seriesColour(index), fillOpacity: 0.75, stroke: CHART_COLOURS.paper }),
      ]),
    ],
    { xAxis: 'mean reward', yAxis: 'share that is right', ...chartText },
  );
}
