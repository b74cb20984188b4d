import { Html, html } from './html';

/** A table of a page, which scrolls by itself where it is too wide. The first row is the head; columns from `textColumns` on are numbers. */
export function dataTable([head, ...body]: readonly (readonly string[])[], textColumns: number): Html {
  const numeric = (column: number): Html => new Html(column < textColumns ? '' : ' class="number"');
  return html`<div class="table"><table>
<thead><tr>${head!.map((text, column) => html`<th${numeric(column)}>${text}</th>`)}</tr></thead>
<tbody>${body.map((row) => html`<tr>${row.map((text, column) => html`<td${numeric(column)}>${text}</td>`)}</tr>\n`)}</tbody>
</table></div>`;
}
