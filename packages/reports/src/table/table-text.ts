import stringWidth from 'string-width';
import { terminalText } from '../escape/terminal-text';
import type { Colours } from '../text/colours';
import { cellText } from './cell-text';
import type { Column, Table } from './table';

const PLAIN: Pick<Colours, 'bold' | 'dim'> = { bold: (text) => text, dim: (text) => text };

/** Tables for a terminal, one below the other: columns are aligned, however wide their characters are. */
export function tablesText(tables: readonly Table[], colours: Pick<Colours, 'bold' | 'dim'> = PLAIN): string {
  return `${tables.map((table) => tableText(table, colours)).join('\n\n')}\n`;
}

function tableText({ title, note, columns, rows }: Table, colours: Pick<Colours, 'bold' | 'dim'>): string {
  const blocks: string[] = [];
  if (title !== undefined) blocks.push(colours.bold(terminalText(title)));
  if (note !== undefined) blocks.push(colours.dim(terminalText(note)));
  if (rows.length > 0) {
    const cells = [columns.map(({ name }) => name), ...rows.map((row) => row.map(cellText))].map((row) => row.map(terminalText));
    const widths = columns.map((_, column) => Math.max(...cells.map((row) => stringWidth(row[column]!))));
    const lines = cells.map((row) =>
      row
        .map((text, column) => pad(text, widths[column]!, columns[column]!.kind))
        .join('  ')
        .trimEnd(),
    );
    lines.splice(1, 0, widths.map((width) => '-'.repeat(width)).join('  '));
    blocks.push(lines.join('\n'));
  }
  return blocks.join('\n\n');
}

/** Fills a text with spaces up to a width in columns of a terminal. */
function pad(text: string, width: number, kind: Column['kind']): string {
  const space = ' '.repeat(width - stringWidth(text));
  return kind === 'text' ? text + space : space + text;
}
