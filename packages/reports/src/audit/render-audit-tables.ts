import type { PerturbationAudit } from '@tldr-rm/perturb/audit';
import type { Colours } from '../text/colours';
import { type AuditTable, auditTables } from './audit-tables';

/** The audit for a terminal: aligned tables under headings. */
export function renderAuditText(audit: PerturbationAudit, colours: Pick<Colours, 'bold' | 'dim'>): string {
  return `${auditTables(audit)
    .map(({ title, note, textColumns, rows }) => {
      const lines = [colours.bold(title)];
      if (note !== undefined) lines.push(colours.dim(note));
      if (rows.length > 0) lines.push(...alignRows(rows, textColumns));
      return lines.join('\n');
    })
    .join('\n\n')}\n`;
}

/** The audit as a Markdown page. */
export function renderAuditMarkdown(audit: PerturbationAudit): string {
  const { negatives, trueTexts } = audit.samples;
  const head = `# Audit of ${negatives} negatives\n\n${trueTexts} true texts stand beside them. Seed: ${audit.seed}.`;
  return `${[head, ...auditTables(audit).map(markdownSection)].join('\n\n')}\n`;
}

function markdownSection({ title, note, textColumns, rows }: AuditTable): string {
  const parts = [`## ${title}`];
  if (note !== undefined) parts.push(escapeMarkdown(note));
  if (rows.length > 0) {
    const lines = rows.map((row) => `| ${row.map(escapeMarkdown).join(' | ')} |`);
    lines.splice(1, 0, `| ${rows[0]!.map((_, column) => (column < textColumns ? '---' : '---:')).join(' | ')} |`);
    parts.push(lines.join('\n'));
  }
  return parts.join('\n\n');
}

function escapeMarkdown(text: string): string {
  return text.replace(/[\\|`*_<>[\]]/g, (character) => `\\${character}`).replace(/\s+/g, ' ');
}

function alignRows(rows: readonly (readonly string[])[], textColumns: number): string[] {
  const printable = rows.map((row) => row.map((text) => text.replace(/\p{Control}/gu, ' ')));
  const widths = printable[0]!.map((_, column) => Math.max(...printable.map((row) => row[column]!.length)));
  const lines = printable.map((row) =>
    row
      .map((text, column) => (column < textColumns ? text.padEnd(widths[column]!) : text.padStart(widths[column]!)))
      .join('  ')
      .trimEnd(),
  );
  lines.splice(1, 0, widths.map((width) => '-'.repeat(width)).join('  '));
  return lines;
}
