import { lineY } from '@observablehq/plot';
import type { Html } from '../html/html';
import { seriesColour } from './render-chart';
import { type UnitSquareText, unitSquareChart } from './unit-square-chart';

/** A line through points in [0, 1] x [0, 1]. */
export interface Curve {
  points: readonly { x: number; y: number }[];
}

/** Lines, one a curve, in the colours of `seriesColour`. */
export function curveChart(curves: readonly Curve[], text: UnitSquareText): Html {
  return unitSquareChart(
    curves.map(({ points }, index) => lineY(points, { x: 'x', y: 'y', stroke: seriesColour(index), strokeWidth: 2.5 })),
    text,
  );
}
