import { axisX, axisY, barY, gridY, ruleY } from '@observablehq/plot';
import type { Html } from '../html/html';
import { CHART_COLOURS, type ChartText, renderChart } from './render-chart';

export interface HistogramBin {
  /** What the bin holds, such as `1` or `8-9`. */
  name: string;
  count: number;
}

/** Characters that fit below a bar where there are many. */
const LONGEST_UPRIGHT = 3;

/** Standing bars, one a bin. The axis says what the bins are of. */
export function histogram(bins: readonly HistogramBin[], chartText: ChartText & { axis: string }): Html {
  // Long names would run into each other.
  const isTurned = bins.length > 6 && bins.some(({ name }) => name.length > LONGEST_UPRIGHT);
  return renderChart(
    {
      height: isTurned ? 215 : 200,
      marginLeft: 44,
      marginBottom: isTurned ? 42 : 26,
      x: { domain: bins.map(({ name }) => name), padding: 0.12 },
      y: { zero: true, nice: true },
      marks: [
        gridY({ stroke: CHART_COLOURS.line, strokeOpacity: 1 }),
        axisX({ label: null, tickSize: 0, tickRotate: isTurned ? -45 : 0 }),
        axisY({ label: null, ticks: 4, tickSize: 0 }),
        barY(bins, { x: 'name', y: 'count', fill: CHART_COLOURS.bar, rx: 3 }),
        ruleY([0], { stroke: CHART_COLOURS.faint }),
      ],
    },
    chartText,
  );
}
