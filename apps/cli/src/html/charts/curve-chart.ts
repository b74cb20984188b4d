import { axisX, axisY, gridX, gridY, lineY } from '@observablehq/plot';
import type { Html } from '../html';
import { CHART_COLOURS, type ChartText, renderChart, seriesColour } from './render-chart';

/** A line through points in [0, 1] x [0, 1]. */
export interface Curve {
  points: readonly { x: number; y: number }[];
}

export interface CurveChartText extends ChartText {
  xAxis: string;
  yAxis: string;
}

/** Lines, one a curve, in the colours of `seriesColour`. */
export function curveChart(curves: readonly Curve[], { xAxis, yAxis, ...chartText }: CurveChartText): Html {
  return renderChart(
    {
      width: 480,
      height: 360,
      marginLeft: 50,
      marginBottom: 42,
      marginTop: 30,
      x: { domain: [0, 1] },
      y: { domain: [0, 1] },
      marks: [
        gridX({ stroke: CHART_COLOURS.line, strokeOpacity: 1 }),
        gridY({ stroke: CHART_COLOURS.line, strokeOpacity: 1 }),
        axisX({ label: xAxis, labelArrow: 'none', labelAnchor: 'center', ticks: 5, tickSize: 0 }),
        axisY({ label: yAxis, labelArrow: 'none', ticks: 5, tickSize: 0 }),
        ...curves.map(({ points }, index) => lineY(points, { x: 'x', y: 'y', stroke: seriesColour(index), strokeWidth: 2.5 })),
      ],
    },
    chartText,
  );
}
