import type { DetectorManifest } from '@tldr-rm/schema';
import { type Html, html } from '../html/html';
import { renderPage } from '../html/page';
import { renderPanel } from '../html/panel';
import { PANEL_STYLES } from '../html/panel-styles';
import type { TitledTable } from '../table/table';
import { formatReward } from '../text/format-reward';
import { truthNotes } from '../truth-notes';
import { captionVerdicts } from './caption-verdicts';
import { chip } from './chip';
import { legend } from './legend';
import { markedWords, wordRewards } from './marked-words';
import { pictureText } from './picture-text';
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
  /** Says below the figures what they do not hold for. */
  warning?: string;
  /** Stands above the cards. */
  note?: string;
  /** Stands above the cards, below the note. */
  overview?: TitledTable;
  cards: readonly ReportCard[];
  manifest: Pick<DetectorManifest, 'name' | 'domain' | 'thresholds'>;
}

/** The page of detections: pictures with their texts, each word shaded by its reward. */
export function renderReportPage({ title, lead, tiles, warning, note, overview, cards, manifest }: ReportPage): string {
  const hasTruth = cards.some((card) => card.captions.some((caption) => caption.truth !== undefined));
  const header = html`<h1>${title}</h1>
<p class="lead">${lead}</p>
<ul class="tiles">${tiles.map(({ value, label }) => html`<li><strong>${value}</strong> ${label}</li>`)}</ul>
${warning && html`<p class="warning">${warning}</p>`}
${legend(hasTruth)}`;
  const main = html`${note && html`<p class="note">${note}</p>`}
${overview && renderPanel(overview)}
${cards.map(renderCard)}`;
  const footer = html`Scored by <code>${manifest.name}</code>, trained on ${manifest.domain}. A token is called wrong below a reward of ${formatReward(manifest.thresholds.token)},
a response below one of ${formatReward(manifest.thresholds.response)}.`;
  return renderPage({ title, styles: overview ? PANEL_STYLES : '', header, main, footer });
}

function renderCard({ title, image, prompt, captions }: ReportCard, index: number): Html {
  return html`<article aria-labelledby="card-${index + 1}">
<div><img src="${image}" alt="${pictureText(index + 1, title)}"></div>
<div>
<h2 id="card-${index + 1}">${title}</h2>
<p class="prompt">${prompt}</p>
${captions.map(renderCaption)}
</div>
</article>
`;
}

function renderCaption(caption: ReportCaption): Html {
  const { detection, truth } = caption;
  const notes = truthNotes(caption);
  return html`<section class="caption">
<div class="caption-head">${captionName(truth)} ${chipsOf(caption)} <span>reward ${formatReward(detection.response.reward)}</span></div>
<p class="response">${markedWords(caption)}</p>
${(detection.warnings ?? []).map(({ message }) => html`<p class="warning">${message}</p>`)}
${notes.length > 0 && html`<p class="truth">truth: ${notes.join('; ')}</p>`}
${wordRewards(caption)}
</section>
`;
}

function captionName(truth: ReportCaption['truth']): Html | null {
  if (truth === undefined) return null;
  return truth.some((span) => span.label === 'hallucinated') ? html`<h3>Wrong text</h3>` : html`<h3>Right text</h3>`;
}

function chipsOf(caption: ReportCaption): Html {
  if (caption.truth === undefined) {
    const { hallucinated } = caption.detection.response;
    return html`<span class="chip ${hallucinated ? 'bad' : 'good'}">judged ${hallucinated ? 'wrong' : 'right'}</span>`;
  }
  const { whole, words } = captionVerdicts(caption);
  return html`${chip(whole)} ${words && chip(words)}`;
}
