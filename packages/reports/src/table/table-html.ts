import { Html, html } from '../html/html';
import { cellText } from './cell-text';
import type { Column, Table } from './table';

/** Tables with more columns than this are wider than a phone, so that a hint to scroll stands above them there. */
const COLUMNS_OF_A_PHONE = 3;

/** The rows of a table of a page, which scroll sideways by touch, mouse and keyboard where they are too wide. `label` names it to those who do not see what stands above it. */
export function tableHtml({ columns, rows }: Pick<Table, 'columns' | 'rows'>, label: string): Html {
  const numeric = ({ kind }: Column): Html => new Html(kind === 'number' ? ' class="number"' : '');
  const body = rows.map(
    (row) =>
      html`<tr>${row.map((cell, column) =>
        column === 0
          ? html`<th scope="row"${numeric(columns[0]!)}>${cellText(cell)}</th>`
          : html`<td${numeric(columns[column]!)}>${cellText(cell)}</td>`,
      )}</tr>\n`,
  );
  return html`${columns.length > COLUMNS_OF_A_PHONE && html`<p class="scroll-hint" aria-hidden="true">Scroll sideways for more columns →</p>`}
<div class="table" role="group" aria-label="${label}" tabindex="0"><table>
<thead><tr>${columns.map((column) => html`<th scope="col"${numeric(column)}>${column.name}</th>`)}</tr></thead>
<tbody>${body}</tbody>
</table></div>`;
}
