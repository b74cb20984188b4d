import type { ReportCard } from './report-card';
import { type ReportPage, renderReportPage } from './report-page';

/** The page of `tldr-rm detect --html`: what a detector says about responses whose truth is not known. */
export function renderDetectionReport(cards: readonly ReportCard[], manifest: ReportPage['manifest']): string {
  const detections = cards.flatMap((card) => card.captions.map((caption) => caption.detection));
  const wrong = detections.filter((detection) => detection.response.hallucinated).length;
  const words = detections.reduce((sum, detection) => sum + detection.spans.length, 0);
  return renderReportPage({
    title: 'Wrong words in what was said about images',
    lead: 'Each word is coloured by its reward: how likely it is right about the picture, from 0 to 1. Wrong texts are as bad as their worst word.',
    tiles: [
      { value: String(detections.length), label: detections.length === 1 ? 'text scored' : 'texts scored' },
      { value: String(wrong), label: 'judged wrong' },
      { value: String(words), label: words === 1 ? 'stretch of words called wrong' : 'stretches of words called wrong' },
    ],
    cards,
    manifest,
  });
}
