import type { Command } from 'commander';
import { registerEvaluateGenerators } from './evaluate-generators';
import { addJudgeFlags, JUDGE_ONLY, type JudgeFlags } from './judge-flags';
import { parseCount, parseShare, parseWhole } from './option-parsers';

interface EvaluateFlags extends JudgeFlags {
  data?: string;
  detector?: string[];
  likelihoodOf?: string;
  samples?: number;
  theta?: number;
  threads?: number;
  resamples?: number;
  seed?: number;
  report?: string;
  markdown?: string;
  csv?: string;
  json?: boolean;
  progress?: boolean;
}

/** `tldr-rm evaluate`: how well detectors do on labelled samples. */
export function registerEvaluate(program: Command): void {
  const evaluate = program
    .command('evaluate')
    // Options after the name of a subcommand are the subcommand's.
    .enablePositionalOptions()
    .description('Measure how well detectors find the wrong words of labelled samples, and compare them.')
    .option('--data <file>', 'labelled samples (JSONL), as `tldr-rm perturb` writes them')
    .option(
      '--detector <folder>',
      'detector folder; give it again to compare several (default: the scenes-tiny detector that ships with this program)',
      (folder: string, before: string[] = []) => [...before, folder],
    )
    .option('--likelihood-of <folder>', 'evaluate a baseline: how likely each token is to the language head of this checkpoint')
    .option('--samples <number>', 'only the first so many samples', parseCount)
    .option('--theta <number>', "call a token wrong below this reward, 0 to 1 (default: each detector's thresholds)", parseShare)
    .option('--threads <number>', 'threads to compute with (default: one a physical core)', parseCount)
    .option('--resamples <number>', 'resamples of the bootstrap that gives 95 % intervals; 0 for none (default: 1000)', parseWhole)
    .option('--seed <number>', 'seed of the bootstrap (default: 1)', parseWhole)
    .option('--report <path>', 'write a page with charts and the cases that went wrong: a file that ends in .html, or a folder')
    .option('--markdown <file>', 'write the tables as a Markdown file')
    .option('--csv <file>', 'write all figures as a table: detector, figure, value, low, high')
    .option('--json', 'print the report as JSON')
    .option('--progress', 'show progress even if stderr is no terminal');
  addJudgeFlags(evaluate)
    .addHelpText(
      'after',
      `
Examples:
  $ tldr-rm evaluate --data data/test/labelled.jsonl --report evaluation
  $ tldr-rm evaluate --data data/test/labelled.jsonl --detector detectors/mine --json
  $ tldr-rm evaluate --data data/test/labelled.jsonl --detector detectors/mine --detector detectors/other --report compared.html
  $ tldr-rm evaluate --data data/test/labelled.jsonl --likelihood-of runs/mine/checkpoint-0010000
  $ tldr-rm evaluate --data data/test/labelled.jsonl --judge Qwen/Qwen2.5-VL-7B-Instruct --base-url http://127.0.0.1:8000/v1 --samples 200

Several of --detector (first), --likelihood-of and --judge are compared with the first of them, on the same pictures.
With --judge, tokens of the phrases that the model quotes get reward 0 and all others 1, by the tokens of the first detector. Each sample costs two answers. Interrupted, the
same command goes on where it stopped.
A sample that keeps its true text counts twice: as its true text and as its false one.`,
    )
    .action(async ({ data, ...flags }: EvaluateFlags, command: Command) => {
      // Commander would ask for a required option of this command before a subcommand too.
      if (data === undefined) return command.error("error: required option '--data <file>' not specified");
      const judgeFlag = flags.judge === undefined && JUDGE_ONLY.find(([name]) => flags[name] !== undefined);
      if (judgeFlag) return command.error(`error: ${judgeFlag[1]} goes with --judge`);
      const { runEvaluate } = await import('@tldr-rm/jobs');
      await runEvaluate({ ...flags, data });
    });
  registerEvaluateGenerators(evaluate);
}
