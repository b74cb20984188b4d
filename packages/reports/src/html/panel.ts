import type { TitledTable } from '../table/table';
import { tableHtml } from '../table/table-html';
import { type Html, html } from './html';

export interface PanelExtras {
  /** Stands between the note and the rows, such as charts. */
  above?: Html | null;
  /** Stands below the rows. */
  below?: Html | null;
  /** Follows the title in the heading. */
  suffix?: string;
}

/** A table as a section of a page. */
export function renderPanel(table: TitledTable, { above, below, suffix = '' }: PanelExtras = {}): Html {
  const { title, note, rows } = table;
  return html`<section class="panel">
<h2>${title}${suffix}</h2>
${note !== undefined && html`<p class="note">${note}</p>`}
${above}
${rows.length > 0 && tableHtml(table, title)}
${below}
</section>
`;
}
