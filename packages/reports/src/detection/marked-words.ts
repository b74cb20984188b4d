import { scoreWords } from '@tldr-rm/detect';
import { Html, html } from '../html/html';
import { formatReward } from '../text/describe-detection';
import type { ReportCaption } from './report-card';

/** Words with a doubt (1 - reward) below this stay bare, so that the page is light and the eye rests. */
const LEAST_DOUBT = 0.05;

/** A response with its words coloured by doubt, flagged words outlined, truly wrong words underlined; the reward shows on hovering. */
export function markedWords({ response, detection, truth = [] }: ReportCaption): Html {
  const parts: Html[] = [];
  let at = 0;
  for (const { start, end, text, reward, hallucinated } of scoreWords(response, detection.tokens)) {
    if (start > at) parts.push(html`${response.slice(at, start)}`);
    at = end;
    const wrong = truth.find((span) => span.label === 'hallucinated' && span.start < end && span.end > start);
    const doubt = 1 - reward;
    if (!hallucinated && !wrong && doubt < LEAST_DOUBT) {
      parts.push(html`<span title="reward ${formatReward(reward)}">${text}</span>`);
      continue;
    }
    const notes = [`reward ${formatReward(reward)}`, hallucinated && 'called wrong', wrong && wrongNote(wrong.original)].filter(
      (note) => note,
    );
    const classes = ['word', hallucinated && 'flagged', wrong && 'wrong'].filter((name) => name).join(' ');
    const style = `--doubt:${doubt.toFixed(2)}`;
    parts.push(html`<span class="${classes}" style="${style}" title="${notes.join(', ')}">${text}</span>`);
  }
  if (at < response.length) parts.push(html`${response.slice(at)}`);
  return new Html(parts.map((part) => part.markup).join(''));
}

function wrongNote(original: string | undefined): string {
  return original ? `truly wrong: it should be "${original}"` : 'truly wrong';
}
