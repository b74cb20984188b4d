import type { DetectorManifest } from '@tldr-rm/schema';
import { captionVerdicts } from '../detection/caption-verdicts';
import type { WordCounts } from '../detection/count-words';
import type { ReportCaption } from '../detection/report-card';
import { terminalText } from '../escape/terminal-text';
import { TAXONOMY_TITLES } from '../taxonomy-titles';
import type { Colours } from '../text/colours';
import { formatReward } from '../text/format-reward';
import { paintWords } from '../text/paint-words';
import { truthNotes } from '../truth-notes';
import type { ScoredExample } from './demo-example';

/** Where captions begin; labels stand before them. */
const INDENT = 9;

/** An example for a terminal: its kind, the right and the wrong caption with words painted, and what was made wrong. */
export function describeExample(
  { taxonomy, captions: [right, wrong] }: Pick<ScoredExample, 'taxonomy' | 'captions'>,
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
    `${label('truth', colours)}${terminalText(truthNotes(wrong).join('; '))}`,
  ];
  return `${lines.join('\n')}\n\n`;
}

/** The line of totals, and how to read the colours. */
export function describeTotals(totals: WordCounts, manifest: Pick<DetectorManifest, 'name'>, colours: Colours): string {
  const { wrongWordsFound, wrongWords, rightWordsFlagged, rightWords, captionsRight, captions } = totals;
  const key = colours.isColorSupported
    ? `${colours.bold(colours.red('red'))}: called wrong by the detector; ${colours.yellow('yellow')}: doubtful; ${colours.underline('underlined')}: truly wrong`
    : '[brackets]: called wrong by the detector; _underscores_: truly wrong';
  return (
    `${key}\n${colours.bold(terminalText(manifest.name))} found ${colours.bold(`${wrongWordsFound} of ${wrongWords}`)} wrong words, called ` +
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
  const { whole, words } = captionVerdicts(scored);
  const paint = { good: colours.green, mixed: colours.yellow, bad: colours.red };
  const mark = { good: '✓', mixed: '~', bad: '✗' };
  const said = paint[whole.tone](`${mark[whole.tone]} ${whole.text}`);
  return `${said}${words === null ? '' : `; ${paint[words.tone](words.text)}`} ${colours.dim(`(reward ${formatReward(scored.detection.response.reward)})`)}`;
}
