import { mkdir } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import type { PerturbationAudit } from '@tldr-rm/perturb/audit';
import { writeAtomically } from '@tldr-rm/schema';
import { unwritable } from '../files/unwritable';
import { renderAuditReport } from './render-audit-report';

/**
 * Writes the report page, and gives its path.
 *
 * @param out a file that ends in .html, or a folder that gets `report.html`.
 * @throws {InputError} `OUTPUT_UNWRITABLE`.
 */
export async function writeAuditReport(out: string, audit: PerturbationAudit, source: string): Promise<string> {
  const path = extname(out).toLowerCase() === '.html' ? out : join(out, 'report.html');
  await mkdir(dirname(path), { recursive: true }).catch(unwritable(out));
  await writeAtomically(path, renderAuditReport(audit, source)).catch(unwritable(path));
  return path;
}
