import { unwritable, writeAtomically } from '@tldr-rm/files';
import type { PerturbationAudit } from '@tldr-rm/perturb/audit';
import type { OpenedContext } from '../job/job';
import { writePage } from '../pages/write-page';
import { auditFile } from './audit-file';
import type { AuditSpec } from './audit-spec';

export interface AuditSummary {
  audit: PerturbationAudit;
  /** The page that was written, if one was asked for. */
  report?: string;
}

/** Audits the file and writes what was asked for. */
export async function runAudit(spec: AuditSpec, context: OpenedContext): Promise<AuditSummary> {
  const { input, report, markdown } = spec;
  const audit = await auditFile(spec, context);
  if (markdown === undefined && report === undefined) return { audit };
  const { renderAuditMarkdown, renderAuditReport } = await import('@tldr-rm/reports');
  if (markdown !== undefined) await writeAtomically(markdown, renderAuditMarkdown(audit)).catch(unwritable(markdown));
  return { audit, ...(report !== undefined && { report: await writePage(report, renderAuditReport(audit, input)) }) };
}
