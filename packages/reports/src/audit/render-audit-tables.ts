import type { PerturbationAudit } from '@tldr-rm/perturb/audit';
import { tablesMarkdown } from '../table/table-markdown';
import { tablesText } from '../table/table-text';
import type { Colours } from '../text/colours';
import { auditTables } from './audit-tables';

/** The audit for a terminal: aligned tables under headings. */
export function renderAuditText(audit: PerturbationAudit, colours: Pick<Colours, 'bold' | 'dim'>): string {
  return tablesText(auditTables(audit), colours);
}

/** The audit as a Markdown page. */
export function renderAuditMarkdown(audit: PerturbationAudit): string {
  const { negatives, trueTexts } = audit.samples;
  return `# Audit of ${negatives} negatives\n\n${trueTexts} true texts stand beside them. Seed: ${audit.seed}.\n\n${tablesMarkdown(auditTables(audit))}`;
}
