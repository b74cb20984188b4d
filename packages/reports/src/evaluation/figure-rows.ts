import { type EvaluationReport, type FigureTree, flattenFigures } from '@tldr-rm/evaluate';
import { intervalAt } from './headline-figures';

/** A figure of a report by its path, such as `token.apNeg`; null where it is not defined or has no interval. */
export interface FigureRow {
  figure: string;
  value: number | null;
  /** Ends of the 95 % confidence interval. */
  low: number | null;
  high: number | null;
}

/** Every figure of a report, as the rows of a long table. */
export function figureRows(report: EvaluationReport): FigureRow[] {
  const { token, sentence, response, span, taxonomyConfusion, byTaxonomy, byLength, byObjectSize, byIconSet, byPosition } = report;
  const levels = { token, sentence, response, span, ...(taxonomyConfusion && { taxonomyConfusion }) };
  const breakdowns = { byTaxonomy, byLength, byObjectSize, byIconSet, byPosition };
  return Object.entries(flattenFigures({ ...levels, ...breakdowns } as unknown as FigureTree)).map(([figure, value]) => {
    const interval = intervalAt(report, figure);
    return { figure, value, low: interval?.low ?? null, high: interval?.high ?? null };
  });
}
