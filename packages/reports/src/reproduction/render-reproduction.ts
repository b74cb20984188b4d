import { dataTable } from '../html/data-table';
import { html } from '../html/html';
import { renderPage } from '../html/page';
import { PANEL_STYLES } from '../html/panel-styles';
import { REPORT_STYLES } from '../html/report-styles';
import type { Reproduction, ReproductionTable } from './reproduction';

const TITLE = 'TLDR at the scale of drawn scenes';
const ABOUT_PAPER =
  'Figures of the paper are those of its PaliGemma model (arXiv 2410.04734); "reported, unverified" marks those to be checked before they are cited.';

/** The report as Markdown. */
export function renderReproduction(reproduction: Reproduction): string {
  return `# ${TITLE}

Detector \`${reproduction.detector}\`, ${circumstances(reproduction)}
${ABOUT_PAPER}

${reproduction.tables.map(renderTable).join('\n')}`;
}

/** The report as a page that loads and runs nothing. */
export function renderReproductionPage(reproduction: Reproduction): string {
  const body = html`<header>
<h1>${TITLE}</h1>
<p class="lead">Detector <code>${reproduction.detector}</code>, ${circumstances(reproduction)} ${ABOUT_PAPER}</p>
</header>
<main>
${reproduction.tables.map(
  ({ claim, title, note, comparable, textColumns, rows }) => html`<section class="panel">
<h2>${title} (claim ${String(claim)})</h2>
<p class="note">${note}</p>
${dataTable(rows, textColumns)}
<p class="note">${comparable}</p>
</section>
`,
)}
</main>`;
  return renderPage({ title: TITLE, styles: REPORT_STYLES + PANEL_STYLES, body });
}

function circumstances({ responses, pictures, seed, seconds }: Reproduction): string {
  const total = Object.values(seconds).reduce((sum, each) => sum + each, 0);
  return `${responses} responses about ${pictures} pictures of the test split, seed ${seed}. Auditing and evaluating took ${Math.round(total)} s.`;
}

function renderTable({ claim, title, note, comparable, textColumns, rows }: ReproductionTable): string {
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const [head, ...body] = rows;
  const rule = head!.map((_, column) => (column < textColumns ? '---' : '---:'));
  return `## ${title} (claim ${claim})\n\n${note}\n\n${[head!, rule, ...body].map(line).join('\n')}\n\n${comparable}\n`;
}
