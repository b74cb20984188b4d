import { captionVerdicts } from '../detection/caption-verdicts';
import type { WordCounts } from '../detection/count-words';
import { type ReportPage, renderReportPage } from '../detection/report-page';
import { textColumns } from '../table/columns';
import type { TitledTable } from '../table/table';
import { TAXONOMY_TITLES } from '../taxonomy-titles';
import type { ScoredExample } from './demo-example';

/** The page of `tldr-rm demo`. Examples keep their order. */
export function renderDemoReport(
  examples: readonly (ScoredExample & { image: string })[],
  totals: WordCounts,
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
    overview: overviewOf(examples),
    cards: examples.map(({ taxonomy, sample, image, captions }) => ({
      title: TAXONOMY_TITLES[taxonomy],
      image,
      prompt: sample.prompt,
      captions,
    })),
    manifest,
  });
}

/** All verdicts at a glance, so that the first cards are not taken for the rule. */
function overviewOf(examples: readonly ScoredExample[]): TitledTable {
  const said = (caption: ScoredExample['captions'][number]): string => {
    const { whole, words } = captionVerdicts(caption);
    return [whole.text.replace('whole text ', ''), ...(words === null ? [] : [words.text])].join('; ');
  };
  return {
    title: 'All verdicts at a glance',
    note: 'In the order in which the paper names the kinds; the first, spatial relationship, is the one that it found hardest.',
    columns: textColumns('kind', 'right text', 'wrong text'),
    rows: examples.map(({ taxonomy, captions: [right, wrong] }) => [TAXONOMY_TITLES[taxonomy], said(right), said(wrong)]),
  };
}
