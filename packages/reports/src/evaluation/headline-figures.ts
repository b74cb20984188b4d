import type { ConfidenceInterval, EvaluationReport } from '@tldr-rm/evaluate';
import { cellText } from '../table/cell-text';

/** The figures that are quoted most, with the path by which they are found in a report. */
const HEADLINE_FIGURES = [
  ['AP(neg), all tokens', 'token.apNeg'],
  ['AP(pos), all tokens', 'token.apPos'],
  ['mAP(neg), per response', 'token.mapNeg'],
  ['mAP(pos), per response', 'token.mapPos'],
  ['F1, hallucinated tokens', 'token.f1Bad'],
  ['token accuracy', 'token.accuracy'],
  ['sentence accuracy', 'sentence.accuracy'],
  ['response accuracy', 'response.accuracy'],
  ['AUROC, tokens', 'token.auroc'],
  ['AUROC, responses', 'response.auroc'],
  ['F1, spans exactly', 'span.exact.f1'],
  ['F1, spans overlapping', 'span.overlap.f1'],
  ['ECE, tokens', 'token.ece'],
  ['ECE, responses', 'response.ece'],
  ['Brier score, tokens', 'token.brier'],
  ['Brier score, responses', 'response.brier'],
] as const;

/** Names and paths of the figures that are quoted most; those of responses alone where no tokens were judged. */
export function headlineFigures(hasTokens: boolean): (readonly [name: string, path: string])[] {
  return HEADLINE_FIGURES.filter(([, path]) => hasTokens || path.startsWith('response.'));
}

/** The figure at a path such as `token.apNeg`. */
export function figureAt(report: EvaluationReport, path: string): number | null {
  let at: unknown = report;
  for (const name of path.split('.')) at = (at as Record<string, unknown>)[name];
  return at as number | null;
}

/** The interval of the figure at a path; null where it has none. */
export function intervalAt({ intervals }: Pick<EvaluationReport, 'intervals'>, path: string): ConfidenceInterval | null {
  return intervals?.[path] ?? null;
}

/** A figure with its interval where there is one, such as `0.912 [0.887, 0.934]`. */
export function figureWithInterval(value: number | null, path: string, report: Pick<EvaluationReport, 'intervals'>): string {
  const interval = intervalAt(report, path);
  return value === null || interval === null
    ? cellText(value)
    : `${cellText(value)} [${cellText(interval.low)}, ${cellText(interval.high)}]`;
}
