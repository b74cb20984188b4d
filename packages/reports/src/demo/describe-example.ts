import type { DetectorManifest } from '@tldr-rm/schema';
import type { ReportCaption } from '../detection/report-card';
import { TAXONOMY_TITLES } from '../taxonomy-titles';
import type { Colours } from '../text/colours';
import { formatReward } from '../text/describe-detection';
import { paintWords } from '../text/paint-words';
import { truthNotes } from '../truth-notes';
import { countWords, type DemoTotals } from './count-words';
import type { ScoredExample } from './demo-example';

/** Where captions begin; labels stand before them. */
const INDENT = 9;

/** An example for a terminal: its kind, the right and the wrong caption with words painted, and what was made wrong. */
export function describeExample(
  { taxonomy, captions: [right, wrong] }: ScoredExample,
  number: number,
  colours: Colours,
  width: number,
): string {
  const lines = [
    `${colours.bold(`${number}  ${TAXONOMY_TITLES[taxonomy]}`)}`,
    `${label('right', colours)}${caption(right, colours, width)}`,
    `${' '.repeat(INDENT)}${verdict(right, colours)}`,
    `${label('wrong', colours)}${caption(wrong, colours, width)}`,
    `${' '.repeat(INDENT)}${verdict(wrong, colours)}`,
    `${label('truth', colours)}${truthNotes(wrong).join('; ')}`,
  ];
  return `${lines.join('\n')}\n\n`;
}

/** The line of totals, and how to read the colours. */
export function describeTotals(totals: DemoTotals, manifest: Pick<DetectorManifest, 'name'>, colours: Colours): string {
  const { wrongWordsFound, wrongWords, rightWordsFlagged, rightWords, captionsRight, captions } = totals;
  const key = colours.isColorSupported
    ? `${colours.bold(colours.red('red'))}: called wrong by the detector; ${colours.yellow('yellow')}: doubtful; ${colours.underline('underlined')}: truly wrong`
    : '[brackets]: called wrong by the detector; _underscores_: truly wrong';
  return (
    `${key}\n${colours.bold(manifest.name)} found ${colours.bold(`${wrongWordsFound} of ${wrongWords}`)} wrong words, called ` +
    `${colours.bold(`${rightWordsFlagged} of ${rightWords}`)} right words wrong, and judged ${colours.bold(`${captionsRight} of ${captions}`)} captions correctly.\n`
  );
}

function label(text: string, colours: Colours): string {
  return colours.dim(`   ${text}`.padEnd(INDENT));
}

function caption({ response, detection, truth = [] }: ReportCaption, colours: Colours, width: number): string {
  const wrong = truth.filter((span) => span.label === 'hallucinated');
  return paintWords(response, detection.tokens, colours, { truth: wrong, width, indent: INDENT });
}

function verdict(scored: ReportCaption, colours: Colours): string {
  const { wrongWords, wrongWordsFound, rightWordsFlagged, captionsRight } = countWords([scored]);
  const reward = colours.dim(`(reward ${formatReward(scored.detection.response.reward)})`);
  const judged = scored.detection.response.hallucinated ? 'judged wrong' : 'judged right';
  const mark = captionsRight === 1 ? colours.green(`✓ ${judged}`) : colours.red(`✗ ${judged}`);
  const found = wrongWords > 0 ? `, ${wrongWordsFound} of ${wrongWords} wrong ${wrongWords === 1 ? 'word' : 'words'} found` : '';
  const mistaken = rightWordsFlagged > 0 ? `, ${rightWordsFlagged} right ${rightWordsFlagged === 1 ? 'word' : 'words'} called wrong` : '';
  return `${mark}${found}${mistaken} ${reward}`;
}
