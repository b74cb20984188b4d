import { axisX, axisY, cell, text } from '@observablehq/plot';
import type { Html } from '../html/html';
import { marginFor } from './margin-for';
import { CHART_COLOURS, type ChartText, renderChart } from './render-chart';

/** How often a row was taken for a column. */
export interface MatrixCell {
  row: string;
  column: string;
  count: number;
  /** Of what the row holds, in [0, 1]: the darker, the more. */
  share: number;
}

export interface MatrixChartText extends ChartText {
  rowAxis: string;
  columnAxis: string;
}

/** Darker cells than this have light text. */
const DARK = 0.5;
const CELL_HEIGHT = 34;
/** Room for eight kinds with counts of four digits. */
const WIDTH = 600;

/** A confusion matrix with counts, shaded by the share of its row. Rows and columns come in the order in which they first occur. */
export function matrixChart(cells: readonly MatrixCell[], { rowAxis, columnAxis, ...chartText }: MatrixChartText): Html {
  const rows = [...new Set(cells.map(({ row }) => row))];
  const columns = [...new Set(cells.map(({ column }) => column))];
  const [bottom, top] = [120, 30];
  return renderChart(
    {
      width: WIDTH,
      height: top + CELL_HEIGHT * rows.length + bottom,
      marginLeft: marginFor(rows),
      marginBottom: bottom,
      marginTop: top,
      x: { domain: columns, padding: 0.04 },
      y: { domain: rows, padding: 0.04 },
      marks: [
        axisX({ label: columnAxis, labelArrow: 'none', labelAnchor: 'center', tickRotate: -35, tickSize: 0 }),
        axisY({ label: rowAxis, labelArrow: 'none', labelAnchor: 'top', tickSize: 0 }),
        cell(cells, { x: 'column', y: 'row', fill: CHART_COLOURS.bar, fillOpacity: 'share', stroke: CHART_COLOURS.line }),
        ...[false, true].map((isDark) =>
          text(
            cells.filter(({ count, share }) => count > 0 && share > DARK === isDark),
            { x: 'column', y: 'row', text: ({ count }: MatrixCell) => String(count), fill: isDark ? 'var(--paper)' : 'currentColor' },
          ),
        ),
      ],
      opacity: { type: 'identity' },
    },
    chartText,
  );
}
