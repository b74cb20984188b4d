import type { Command } from 'commander';
import { parseCount, parseWhole } from './option-parsers';

interface AuditFlags {
  in: string;
  out?: string;
  markdown?: string;
  summary?: string;
  sample?: number;
  seed: number;
  grammar: boolean;
  json?: boolean;
  progress?: boolean;
}

/** `tldr-rm audit`: how good labelled samples are as hard negatives. */
export function registerAudit(program: Command): void {
  program
    .command('audit')
    .description('Check hard negatives: labels, edits, repetitions, grammar, and whether they can be guessed from the text alone.')
    .requiredOption('--in <file>', 'labelled samples (JSONL), as `tldr-rm perturb` writes them')
    .option('--out <path>', 'write a report page: a file that ends in .html, or a folder that gets report.html')
    .option('--markdown <file>', 'write the tables as a Markdown file')
    .option(
      '--summary <file>',
      'what the engine told (JSON): the output of `tldr-rm perturb --json`, or {"accepted", "rejected": {reason: count}}',
    )
    .option('--sample <number>', 'pairs to learn guessing from and to judge, at most (default: 5000)', parseCount)
    .option('--seed <number>', 'seed of what is drawn', parseWhole, 1)
    .option('--no-grammar', 'leave the grammar check out')
    .option('--json', 'print the audit as JSON')
    .option('--progress', 'show progress even if stderr is no terminal')
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
      const [
        { auditFile },
        { renderAuditMarkdown, renderAuditText },
        { startProgress },
        { terminalColours },
        { writeAtomically },
        { unwritable },
      ] = await Promise.all([
        import('@tldr-rm/jobs'),
        import('@tldr-rm/reports'),
        import('@tldr-rm/jobs'),
        import('@tldr-rm/jobs'),
        import('@tldr-rm/files'),
        import('@tldr-rm/files'),
      ]);
      const audit = await auditFile({
        input: flags.in,
        summary: flags.summary,
        pairs: flags.sample,
        seed: flags.seed,
        checkGrammar: flags.grammar,
        startProgress: (total) => startProgress({ label: 'auditing', unit: 'samples', total, force: flags.progress }),
      });
      process.stdout.write(flags.json ? `${JSON.stringify(audit)}\n` : renderAuditText(audit, terminalColours()));
      if (flags.markdown) await writeAtomically(flags.markdown, renderAuditMarkdown(audit)).catch(unwritable(flags.markdown));
      if (flags.out) {
        const [{ renderAuditReport }, { writePage }] = await Promise.all([import('@tldr-rm/reports'), import('@tldr-rm/jobs')]);
        const path = await writePage(flags.out, renderAuditReport(audit, flags.in));
        if (!flags.json) process.stdout.write(`\nreport: ${path}\n`);
      }
    });
}
