import type { ReportCard } from './report-card';
import { type ReportPage, renderReportPage } from './report-page';

export interface DetectionReport {
  /** What is shown: all that was scored, or the first of it. */
  cards: readonly ReportCard[];
  /** Counts of all that was scored, shown or not. */
  totals: { responses: number; hallucinated: number; spans: number; withWarnings: number };
  /** The detector, with the thresholds that decided. */
  manifest: ReportPage['manifest'];
}

/** The page of `tldr-rm detect --html`: what a detector says about responses whose truth is not known. */
export function renderDetectionReport({ cards, totals, manifest }: DetectionReport): string {
  const { responses, hallucinated, spans, withWarnings } = totals;
  const warning =
    withWarnings === 0
      ? undefined
      : `${withWarnings} of ${responses} texts come with a warning, which stands below each: read the counts above with it.`;
  return renderReportPage({
    title: 'Wrong words in what was said about images',
    lead: 'Each word is coloured by its reward: how likely it is right about the picture, from 0 to 1. A text is as bad as its worst word.',
    tiles: [
      { value: String(responses), label: responses === 1 ? 'text scored' : 'texts scored' },
      { value: String(hallucinated), label: 'judged wrong' },
      { value: String(spans), label: spans === 1 ? 'stretch of words called wrong' : 'stretches of words called wrong' },
    ],
    ...(warning !== undefined && { warning }),
    ...(cards.length < responses && { note: `Showing the first ${cards.length} of ${responses} texts.` }),
    cards,
    manifest,
  });
}
