import { defineJob } from '../job/define-job';
import { pagePath } from '../pages/page-path';
import { pathOf } from '../paths/standard-stream';
import { auditSpec } from './audit-spec';

/** Checks hard negatives: labels, edits, repetitions, grammar, and whether they can be guessed from the text alone. */
export const auditJob = defineJob({
  name: 'audit',
  description: 'Check hard negatives: labels, edits, repetitions, grammar, and whether they can be guessed from the text alone.',
  spec: auditSpec,
  paths: ({ input, engineSummary, report, markdown }) => ({
    inputs: { input: pathOf(input), engineSummary },
    outputs: { markdown, ...(report !== undefined && { report: pagePath(report) }) },
  }),
  work: async (asked, context) => (await import('./run-audit')).runAudit(asked, context),
});
