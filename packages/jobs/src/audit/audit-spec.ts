import { z } from 'zod';

export const auditSpec = z.strictObject({
  input: z.string().min(1).describe('labelled samples (JSONL), as the job "perturb" writes them; "-" is the standard input'),
  report: z.string().min(1).optional().describe('report page: a file that ends in .html, or a folder that gets report.html'),
  markdown: z.string().min(1).optional().describe('file for the tables as Markdown'),
  engineSummary: z
    .string()
    .min(1)
    .optional()
    .describe('what the engine told (JSON): the summary of "perturb", or {"accepted", "rejected": {reason: count}}'),
  pairs: z.number().int().positive().optional().describe('pairs to learn guessing from and to judge, at most (default: 5000)'),
  seed: z.number().int().nonnegative().default(1).describe('seed of what is drawn'),
  checkGrammar: z.boolean().default(true),
});

export type AuditSpec = z.output<typeof auditSpec>;
