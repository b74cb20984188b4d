import type { Command } from 'commander';
import { registerEvaluateGenerators } from './evaluate-generators';
import { parseCount, parseSeed, parseShare } from './option-parsers';

interface EvaluateFlags {
  data?: string;
  detector?: string;
  likelihoodOf?: string;
  theta?: number;
  threads?: number;
  resamples?: number;
  seed?: number;
  markdown?: string;
  json?: boolean;
  progress?: boolean;
}

/** `tldr-rm evaluate`: how well a detector does on labelled samples. */
export function registerEvaluate(program: Command): void {
  const evaluate = program
    .command('evaluate')
    // Options after the name of a subcommand are the subcommand's.
    .enablePositionalOptions()
    .description('Measure how well a detector finds the wrong words of labelled samples.')
    .option('--data <file>', 'labelled samples (JSONL), as `tldr-rm perturb` writes them')
    .option('--detector <folder>', 'detector folder (default: the scenes-tiny detector that ships with this program)')
    .option('--likelihood-of <folder>', 'evaluate a baseline instead: how likely each token is to the language head of this checkpoint')
    .option('--theta <number>', "call a token wrong below this reward, 0 to 1 (default: the detector's thresholds)", parseShare)
    .option('--threads <number>', 'threads to compute with (default: one a physical core)', parseCount)
    .option('--resamples <number>', 'resamples of the bootstrap that gives 95 % intervals; 0 for none (default: 1000)', parseSeed)
    .option('--seed <number>', 'seed of the bootstrap (default: 1)', parseSeed)
    .option('--markdown <file>', 'write the tables as a Markdown file')
    .option('--json', 'print the report as JSON')
    .option('--progress', 'show progress even if stderr is no terminal')
    .addHelpText(
      'after',
      `
Examples:
  $ tldr-rm evaluate --data data/test/labelled.jsonl
  $ tldr-rm evaluate --data data/test/labelled.jsonl --detector detectors/mine --json
  $ tldr-rm evaluate --data data/test/labelled.jsonl --likelihood-of runs/mine/checkpoint-0010000

A sample that keeps its true text counts twice: as its true text and as its false one.`,
    )
    .action(async ({ data, ...flags }: EvaluateFlags, command: Command) => {
      // Commander would ask for a required option of this command before a subcommand too.
      if (data === undefined) return command.error("error: required option '--data <file>' not specified");
      const [{ evaluateFile }, { renderEvaluation }, { writeAtomically }, { unwritable }] = await Promise.all([
        import('../evaluate/evaluate-file'),
        import('@tldr-rm/evaluate'),
        import('@tldr-rm/schema'),
        import('../files/unwritable'),
      ]);
      const report = await evaluateFile({ ...flags, data });
      process.stdout.write(flags.json ? `${JSON.stringify(report)}\n` : renderEvaluation(report));
      if (flags.markdown) {
        await writeAtomically(flags.markdown, renderEvaluation(report, 'markdown')).catch(unwritable(flags.markdown, '--markdown'));
      }
    });
  registerEvaluateGenerators(evaluate);
}
