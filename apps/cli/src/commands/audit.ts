import type { Command } from 'commander';
import { addJobFlags, type JobFlags, runOnTerminal } from '../run-on-terminal';
import { terminalColours } from '../terminal/terminal-colours';
import { parseCount, parseWhole } from './option-parsers';

interface AuditFlags extends JobFlags {
  in?: string;
  out?: string;
  markdown?: string;
  summary?: string;
  sample?: number;
  seed: number;
  grammar: boolean;
}

/** `tldr-rm audit`: how good labelled samples are as hard negatives. */
export function registerAudit(program: Command): void {
  const command = program
    .command('audit')
    .description('Check hard negatives: labels, edits, repetitions, grammar, and whether they can be guessed from the text alone.')
    .option('--in <file>', 'labelled samples (JSONL), as `tldr-rm perturb` writes them; - is the standard input (required)')
    .option('--out <path>', 'write a report page: a file that ends in .html, or a folder that gets report.html')
    .option('--markdown <file>', 'write the tables as a Markdown file')
    .option(
      '--summary <file>',
      'what the engine told (JSON): the output of `tldr-rm perturb --json`, or {"accepted", "rejected": {reason: count}}',
    )
    .option('--sample <number>', 'pairs to learn guessing from and to judge, at most (default: 5000)', parseCount)
    .option('--seed <number>', 'seed of what is drawn', parseWhole, 1)
    .option('--no-grammar', 'leave the grammar check out');
  addJobFlags(command)
    .addHelpText(
      'after',
      `
Examples:
  $ tldr-rm audit --in data/train/labelled.jsonl
  $ tldr-rm audit --in data/train/labelled.jsonl --out audit.html
  $ tldr-rm audit --in data/train/labelled.jsonl --json --no-grammar

Every line is counted; guessing and grammar are measured on a seeded sample. Negatives that can be guessed teach a detector to look at words, not at pictures.`,
    )
    .action(async (flags: AuditFlags) => {
      const { auditJob } = await import('@tldr-rm/jobs');
      const { in: input, out: report, markdown, summary: engineSummary, sample: pairs, seed, grammar: checkGrammar } = flags;
      const done = await runOnTerminal({
        job: auditJob,
        command,
        flags,
        fieldFlags: {
          input: '--in',
          report: '--out',
          markdown: '--markdown',
          engineSummary: '--summary',
          pairs: '--sample',
          seed: '--seed',
        },
        specOfFlags: () => ({ input, report, markdown, engineSummary, pairs, seed, checkGrammar }),
      });
      const { renderAuditText } = await import('@tldr-rm/reports');
      process.stdout.write(flags.json ? `${JSON.stringify(done.audit)}\n` : renderAuditText(done.audit, terminalColours()));
      if (done.report !== undefined && !flags.json) process.stdout.write(`\nreport: ${done.report}\n`);
    });
}
