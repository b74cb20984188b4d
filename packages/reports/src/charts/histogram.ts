import { axisX, axisY, barY, gridY, ruleY } from '@observablehq/plot';
import type { Html } from '../html/html';
import { CHART_COLOURS, type ChartText, renderChart } from './render-chart';

export interface HistogramBin {
  /** What the bin holds, such as `1` or `8-9`. */
  name: string;
  count: number;
}

/** Standing bars, one a bin. `axis` says what the bins are of. */
export function histogram(bins: readonly HistogramBin[], axis: string, chartText: ChartText): Html {
  return renderChart(
    {
      width: 480,
      height: 230,
      marginLeft: 55,
      marginBottom: 42,
      x: { domain: bins.map(({ name }) => name), padding: 0.12 },
      y: { zero: true, nice: true },
      marks: [
        gridY({ stroke: CHART_COLOURS.line, strokeOpacity: 1 }),
        axisX({ label: axis, labelArrow: 'none', labelAnchor: 'center', tickSize: 0 }),
        axisY({ label: null, ticks: 4, tickSize: 0 }),
        barY(bins, { x: 'name', y: 'count', fill: CHART_COLOURS.bar, rx: 3 }),
        ruleY([0], { stroke: CHART_COLOURS.faint }),
      ],
    },
    chartText,
  );
}
