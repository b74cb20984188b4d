import { Html, html } from '../html/html';
import { cellText } from './cell-text';
import type { Column, Table } from './table';

/** Characters that a row has room for on a phone, and those that columns take at least; numbers do not wrap. */
const PHONE = { row: 48, text: 16, number: 12 } as const;

/** Words that a heading keeps whole, in characters. */
const LONGEST_WORD = 16;

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
  return html`${isWiderThanPhone({ columns, rows }) && html`<p class="scroll-hint" aria-hidden="true">Scroll sideways for more columns →</p>`}
<div class="table" role="group" aria-label="${label}" tabindex="0"><table>
<thead><tr>${columns.map((column) => html`<th scope="col"${headClass(column)}>${column.name}</th>`)}</tr></thead>
<tbody>${body}</tbody>
</table></div>`;
}

/** Words of a heading stay whole, unless one is too long for that, as a name that others wrote may be. */
function headClass({ name, kind }: Column): Html {
  const hasLongWord = name.split(/[\s-]/).some((word) => word.length > LONGEST_WORD);
  const classes = [...(kind === 'number' ? ['number'] : []), ...(hasLongWord ? ['long'] : [])];
  return new Html(classes.length === 0 ? '' : ` class="${classes.join(' ')}"`);
}

/** Whether a hint to scroll is to stand above a table on a phone. */
function isWiderThanPhone({ columns, rows }: Pick<Table, 'columns' | 'rows'>): boolean {
  const widths = columns.map(({ kind }, column) =>
    kind === 'text' ? PHONE.text : Math.max(PHONE.number, ...rows.map((row) => cellText(row[column]!).length)),
  );
  return widths.reduce((sum, width) => sum + width, 0) > PHONE.row;
}
