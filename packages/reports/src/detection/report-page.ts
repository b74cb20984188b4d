import type { DetectorManifest } from '@tldr-rm/schema';
import { type Html, html } from '../html/html';
import { renderPage } from '../html/page';
import { REPORT_STYLES } from '../html/report-styles';
import { formatReward } from '../text/describe-detection';
import { truthNotes } from '../truth-notes';
import { markedWords } from './marked-words';
import type { ReportCaption, ReportCard } from './report-card';

/** A figure at the top of the page. */
export interface ReportTile {
  value: string;
  label: string;
}

export interface ReportPage {
  title: string;
  lead: string;
  tiles: readonly ReportTile[];
  /** Stands above the cards. */
  note?: string;
  cards: readonly ReportCard[];
  manifest: Pick<DetectorManifest, 'name' | 'domain' | 'thresholds'>;
}

/** The page of detections: pictures with their texts, each word shaded by its reward. */
export function renderReportPage({ title, lead, tiles, note, cards, manifest }: ReportPage): string {
  const hasTruth = cards.some((card) => card.captions.some((caption) => caption.truth !== undefined));
  const body = html`<header>
<h1>${title}</h1>
<p class="lead">${lead}</p>
<ul class="tiles">${tiles.map(({ value, label }) => html`<li><strong>${value}</strong>${label}</li>`)}</ul>
<ul class="legend">
<li>reward 0 <span class="scale"></span> 1</li>
<li><span class="word flagged" style="--doubt:0.9">word</span> called wrong by the detector</li>
${hasTruth && html`<li><span class="wrong">word</span> truly wrong</li>`}
<li>Hover over a word to see its reward.</li>
</ul>
</header>
<main>
${note && html`<p class="note">${note}</p>`}
${cards.map(renderCard)}
</main>
<footer>
Scored by <code>${manifest.name}</code>, trained on ${manifest.domain}. A token is called wrong below a reward of ${formatReward(manifest.thresholds.token)},
a response below one of ${formatReward(manifest.thresholds.response)}.
</footer>`;
  return renderPage({ title: title, styles: REPORT_STYLES, body });
}

function renderCard({ title, image, prompt, captions }: ReportCard): Html {
  return html`<article>
<div><img src="${image}" alt="The picture that the texts beside it speak of"></div>
<div>
<h2>${title}</h2>
<p class="prompt">${prompt}</p>
${captions.map(renderCaption)}
</div>
</article>
`;
}

function renderCaption(caption: ReportCaption): Html {
  const { detection, truth } = caption;
  return html`<section class="caption">
<div class="caption-head">${captionName(truth)} ${verdict(caption)} <span>reward ${formatReward(detection.response.reward)}</span></div>
<p class="response">${markedWords(caption)}</p>
${(detection.warnings ?? []).map(({ message }) => html`<p class="warning">${message}</p>`)}
${truth && truth.length > 0 && html`<p class="truth">truth: ${truthNotes(caption).join('; ')}</p>`}
</section>
`;
}

function captionName(truth: ReportCaption['truth']): Html | null {
  if (truth === undefined) return null;
  return truth.some((span) => span.label === 'hallucinated') ? html`<b>Wrong text</b>` : html`<b>Right text</b>`;
}

/** What the detector says of the whole, and whether that is so where the truth is known. */
function verdict({ detection, truth }: ReportCaption): Html {
  const { hallucinated } = detection.response;
  const said = hallucinated ? 'judged wrong' : 'judged right';
  if (truth === undefined) return html`<span class="chip ${hallucinated ? 'bad' : 'good'}">${said}</span>`;
  const correct = hallucinated === truth.some((span) => span.label === 'hallucinated');
  const outcome = correct ? 'correct' : hallucinated ? 'false alarm' : 'missed';
  return html`<span class="chip ${correct ? 'good' : 'bad'}">${said}: ${outcome}</span>`;
}
