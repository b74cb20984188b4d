import stringWidth from 'string-width';
import { markdownInline, markdownText } from '../escape/markdown-text';
import { cellText } from './cell-text';
import type { Table } from './table';

/** Tables as sections of a Markdown page. */
export function tablesMarkdown(tables: readonly Table[]): string {
  return `${tables.map(tableMarkdown).join('\n\n')}\n`;
}

/** A table as a section: its title as a heading, its note, its rows. */
export function tableMarkdown({ title, note, columns, rows }: Table): string {
  const blocks: string[] = [];
  if (title !== undefined) blocks.push(`## ${markdownInline(title)}`);
  if (note !== undefined) blocks.push(markdownText(note));
  if (rows.length > 0) {
    const cells = [columns.map(({ name }) => name), ...rows.map((row) => row.map(cellText))].map((row) => row.map(markdownInline));
    const widths = columns.map((_, column) => Math.max(3, ...cells.map((row) => stringWidth(row[column]!))));
    const lines = cells.map((row) =>
      row.map((text, column) => {
        const space = ' '.repeat(widths[column]! - stringWidth(text));
        return columns[column]!.kind === 'text' ? text + space : space + text;
      }),
    );
    const rule = widths.map((width, column) => (columns[column]!.kind === 'text' ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
    lines.splice(1, 0, rule);
    blocks.push(lines.map((row) => `| ${row.join(' | ')} |`).join('\n'));
  }
  return blocks.join('\n\n');
}
