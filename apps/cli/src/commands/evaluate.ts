import type { Command } from 'commander';
import { registerEvaluateGenerators } from './evaluate-generators';
import { addJudgeFlags, type JudgeFlags } from './judge-flags';
import { parseCount, parseShare, parseWhole } from './option-parsers';

interface EvaluateFlags extends JudgeFlags {
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
    .option('--resamples <number>', 'resamples of the bootstrap that gives 95 % intervals; 0 for none (default: 1000)', parseWhole)
    .option('--seed <number>', 'seed of the bootstrap (default: 1)', parseWhole)
    .option('--markdown <file>', 'write the tables as a Markdown file')
    .option('--json', 'print the report as JSON')
    .option('--progress', 'show progress even if stderr is no terminal');
  addJudgeFlags(evaluate)
    .addHelpText(
      'after',
      `
Examples:
  $ tldr-rm evaluate --data data/test/labelled.jsonl
  $ tldr-rm evaluate --data data/test/labelled.jsonl --detector detectors/mine --json
  $ tldr-rm evaluate --data data/test/labelled.jsonl --likelihood-of runs/mine/checkpoint-0010000
  $ tldr-rm evaluate --data data/test/labelled.jsonl --judge Qwen/Qwen2.5-VL-7B-Instruct --base-url http://127.0.0.1:8000/v1 --samples 200

With --judge, tokens of the phrases that the model quotes get reward 0 and all others 1; --detector only says by which tokens. Interrupted, the same command goes on where it stopped.
A sample that keeps its true text counts twice: as its true text and as its false one.`,
    )
    .action(async ({ data, judge, ...flags }: EvaluateFlags, command: Command) => {
      // Commander would ask for a required option of this command before a subcommand too.
      if (data === undefined) return command.error("error: required option '--data <file>' not specified");
      const [{ evaluateFile }, { evaluateJudge }, { renderEvaluation }, { writeAtomically }, { unwritable }] = await Promise.all([
        import('../evaluate/evaluate-file'),
        import('../evaluate/evaluate-judge'),
        import('@tldr-rm/evaluate'),
        import('@tldr-rm/schema'),
        import('../files/unwritable'),
      ]);
      if (judge === undefined && (flags.baseUrl !== undefined || flags.samples !== undefined)) {
        return command.error('error: --base-url and --samples go with --judge');
      }
      if (judge !== undefined && flags.likelihoodOf !== undefined) return command.error('error: give either --judge or --likelihood-of');
      const report = judge === undefined ? await evaluateFile({ ...flags, data }) : await evaluateJudge({ ...flags, data, judge });
      process.stdout.write(flags.json ? `${JSON.stringify(report)}\n` : renderEvaluation(report));
      if ('judge' in report && !flags.json) process.stderr.write(`judge: ${JSON.stringify(report.judge)}\n`);
      if (flags.markdown) {
        await writeAtomically(flags.markdown, renderEvaluation(report, 'markdown')).catch(unwritable(flags.markdown, '--markdown'));
      }
    });
  registerEvaluateGenerators(evaluate);
}
