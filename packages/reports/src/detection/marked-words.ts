import { type ScoredWord, scoreWords } from '@tldr-rm/detect';
import { type Html, html } from '../html/html';
import { formatReward } from '../text/format-reward';
import type { ReportCaption } from './report-card';

/** Words with a doubt (1 - reward) below this stay bare, so that the page is light and the eye rests. */
const SMALLEST_DOUBT = 0.05;

/**
 * A response with its words coloured by doubt, flagged words outlined, truly wrong words underlined. What is flagged or wrong carries a note in words, which screen
 * readers say and others see on hovering; `wordRewards` gives the rewards of all words.
 */
export function markedWords({ response, detection, truth = [] }: ReportCaption): Html {
  const parts: Html[] = [];
  let at = 0;
  for (const word of scoreWords(response, detection.tokens)) {
    if (word.start > at) parts.push(html`${response.slice(at, word.start)}`);
    at = word.end;
    parts.push(markedWord(word, truth));
  }
  if (at < response.length) parts.push(html`${response.slice(at)}`);
  return html`${parts}`;
}

function markedWord(word: ScoredWord, truth: NonNullable<ReportCaption['truth']>): Html {
  const { text, reward, hallucinated } = word;
  const notes = wordNotes(word, truth);
  const doubt = 1 - reward;
  const style = `--doubt:${doubt.toFixed(2)}`;
  const title = [`reward ${formatReward(reward)}`, ...notes].join(', ');
  if (notes.length === 0)
    return doubt < SMALLEST_DOUBT ? html`${text}` : html`<span class="word" style="${style}" title="${title}">${text}</span>`;
  const classes = ['word', hallucinated && 'flagged', wrongSpan(word, truth) && 'wrong'].filter((name) => name).join(' ');
  return html`<mark class="${classes}" style="${style}" title="${title}">${text}<span class="unseen"> (${title})</span></mark>`;
}

/** The reward of each word as a list that opens by touch, keyboard or mouse; null where the detector judges no words. */
export function wordRewards({ response, detection, truth = [] }: ReportCaption): Html | null {
  if (detection.level === 'response') return null;
  const words = scoreWords(response, detection.tokens).filter(({ text, hallucinated }) => hallucinated || /[\p{L}\p{N}]/u.test(text));
  if (words.length === 0) return null;
  const flagged = words.filter(({ hallucinated }) => hallucinated).length;
  const items = words.map((word) => {
    const notes = wordNotes(word, truth);
    const said = notes.length > 0 && html` (${notes.join(', ')})`;
    return html`<li>${word.text} <b>${formatReward(word.reward)}</b>${said}</li>\n`;
  });
  return html`<details class="rewards"><summary>Reward of each word (${words.length} words, ${flagged} called wrong)</summary>
<ol>${items}</ol></details>`;
}

/** What is to be said of a word beside its reward. */
function wordNotes(word: ScoredWord, truth: NonNullable<ReportCaption['truth']>): string[] {
  const wrong = wrongSpan(word, truth);
  const original = wrong?.original ? `truly wrong: it should be “${wrong.original}”` : 'truly wrong';
  return [...(word.hallucinated ? ['called wrong'] : []), ...(wrong ? [original] : [])];
}

function wrongSpan({ start, end }: ScoredWord, truth: NonNullable<ReportCaption['truth']>) {
  return truth.find((span) => span.label === 'hallucinated' && span.start < end && span.end > start);
}
