import { domainNote } from '../domain-note';
import { markdownInline, markdownText } from '../escape/markdown-text';
import { html } from '../html/html';
import { renderPage } from '../html/page';
import { renderPanel } from '../html/panel';
import { PANEL_STYLES } from '../html/panel-styles';
import { tableMarkdown } from '../table/table-markdown';
import type { Reproduction, ReproductionTable } from './reproduction';

const TITLE = 'TLDR at the scale of drawn scenes';
const ABOUT_PAPER =
  'Figures of the paper are those of its PaliGemma model (arXiv 2410.04734); "reported, unverified" marks those to be checked before they are cited.';

/** The report as Markdown. */
export function renderReproduction(reproduction: Reproduction): string {
  const { detector, tables } = reproduction;
  const warning = warningOf(reproduction);
  const blocks = [
    `# ${TITLE}`,
    `Detector ${markdownInline(detector)}, ${circumstances(reproduction)} ${ABOUT_PAPER}`,
    ...(warning === null ? [] : [markdownText(warning)]),
    ...tables.map(
      (table) => `${tableMarkdown({ ...table, title: `${table.title}${claimOf(table)}` })}\n\n${markdownText(table.comparable)}`,
    ),
  ];
  return `${blocks.join('\n\n')}\n`;
}

/** The report as a page that loads and runs nothing. */
export function renderReproductionPage(reproduction: Reproduction): string {
  const { detector, tables } = reproduction;
  const warning = warningOf(reproduction);
  const header = html`<h1>${TITLE}</h1>
<p class="lead">Detector <code>${detector}</code>, ${circumstances(reproduction)} ${ABOUT_PAPER}</p>
${warning !== null && html`<p class="warning">${warning}</p>`}`;
  const main = html`${tables.map((table) => renderPanel(table, { suffix: claimOf(table), below: html`<p class="note">${table.comparable}</p>` }))}`;
  return renderPage({ title: TITLE, styles: PANEL_STYLES, header, main });
}

function claimOf({ claim }: ReproductionTable): string {
  return ` (claim ${claim})`;
}

function warningOf({ detector, samples, outsideDomain }: Reproduction): string | null {
  return domainNote(outsideDomain, samples, 'samples', detector);
}

function circumstances({ responses, pictures, seed, seconds }: Reproduction): string {
  const total = Object.values(seconds).reduce((sum, each) => sum + each, 0);
  return `${responses} responses about ${pictures} pictures of the test split, seed ${seed}. Auditing and evaluating took ${Math.round(total)} s.`;
}
