import { axisX, axisY, gridX, gridY, type Markish } from '@observablehq/plot';
import type { Html } from '../html/html';
import { CHART_COLOURS, type ChartText, renderChart } from './render-chart';

export interface UnitSquareText extends ChartText {
  xAxis: string;
  yAxis: string;
}

/** Pixels between the frame and 0 or 1: the radius of the largest dot, at most. */
export const INSET = 12;

/** A chart over [0, 1] x [0, 1] with a grid and named axes. The radius of a dot is in pixels. */
export function unitSquareChart(marks: readonly Markish[], { xAxis, yAxis, ...chartText }: UnitSquareText): Html {
  return renderChart(
    {
      height: 330,
      marginLeft: 40,
      marginRight: 14,
      // Dots at the corners cover no label.
      inset: INSET,
      marginBottom: 42,
      marginTop: 30,
      x: { domain: [0, 1] },
      y: { domain: [0, 1] },
      r: { type: 'identity' },
      marks: [
        gridX({ stroke: CHART_COLOURS.line, strokeOpacity: 1 }),
        gridY({ stroke: CHART_COLOURS.line, strokeOpacity: 1 }),
        axisX({ label: xAxis, labelArrow: 'none', labelAnchor: 'center', ticks: 5, tickSize: 0 }),
        axisY({ label: yAxis, labelArrow: 'none', labelAnchor: 'top', ticks: 5, tickSize: 0 }),
        ...marks,
      ],
    },
    chartText,
  );
}
