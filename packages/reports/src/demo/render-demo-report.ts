import { type ReportPage, renderReportPage } from '../detection/report-page';
import { TAXONOMY_TITLES } from '../taxonomy-titles';
import type { DemoTotals } from './count-words';
import type { ScoredExample } from './demo-example';

/** The page of `tldr-rm demo`. */
export function renderDemoReport(
  examples: readonly (ScoredExample & { image: string })[],
  totals: DemoTotals,
  manifest: ReportPage['manifest'],
): string {
  return renderReportPage({
    title: 'Which words are wrong about the picture?',
    lead:
      'Pictures the detector has never seen, drawn by a fixed seed and not chosen by result. Each comes with a right text and one in which something was ' +
      'made wrong. Every word is coloured by its reward: how likely it is right about the picture, from 0 to 1.',
    tiles: [
      { value: `${totals.wrongWordsFound} of ${totals.wrongWords}`, label: 'wrong words found' },
      { value: `${totals.rightWordsFlagged} of ${totals.rightWords}`, label: 'right words called wrong by mistake' },
      { value: `${totals.captionsRight} of ${totals.captions}`, label: 'texts judged correctly as a whole' },
    ],
    cards: examples.map(({ taxonomy, sample, image, captions }) => ({
      title: TAXONOMY_TITLES[taxonomy],
      image,
      prompt: sample.prompt,
      captions,
    })),
    manifest,
  });
}
