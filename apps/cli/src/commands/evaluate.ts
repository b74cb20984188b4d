import type { EvaluateSummary } from '@tldr-rm/jobs';
import { terminalText } from '@tldr-rm/reports';
import { InputError } from '@tldr-rm/schema';
import type { Command } from 'commander';
import { addJobFlags, type JobFlags, runOnTerminal } from '../run-on-terminal';
import { registerEvaluateGenerators } from './evaluate-generators';
import { addJudgeFlags, JUDGE_FIELD_FLAGS, type JudgeFlags, judgeSpec, misuseOfJudge } from './judge-flags';
import { addOnErrorFlag, describeSkipped, type OnErrorFlag } from './on-error-flag';
import { parseCount, parseShare, parseWhole } from './option-parsers';

interface EvaluateFlags extends JudgeFlags, JobFlags, OnErrorFlag {
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
}

/** `tldr-rm evaluate`: how well detectors do on labelled samples. */
export function registerEvaluate(program: Command): void {
  const evaluate = program
    .command('evaluate')
    // Options after the name of a subcommand are the subcommand's.
    .enablePositionalOptions()
    .description('Measure how well detectors find the wrong words of labelled samples, and compare them.')
    .option('--data <file>', 'labelled samples (JSONL), as `tldr-rm perturb` writes them; - is the standard input (required)')
    .option(
      '--detector <folder>',
      'detector folder or package; give it again to compare several (default: the scenes-tiny detector that ships with this program)',
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
    .option('--csv <file>', 'write all figures as a table: detector, figure, value, low, high');
  addJobFlags(addJudgeFlags(addOnErrorFlag(evaluate)), { json: 'print the report as JSON' })
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
    .action(async (flags: EvaluateFlags, command: Command) => {
      const misuse = flags.spec === undefined ? misuseOfJudge(flags) : null;
      if (misuse !== null) return command.error(`error: ${misuse}`);
      const { evaluateJob } = await import('@tldr-rm/jobs');
      const summary = await runOnTerminal({ job: evaluateJob, command, flags, fieldFlags: FIELD_FLAGS, specOfFlags: () => specOf(flags) });
      await show(summary, flags.json === true);
      const [failed] = summary.unwritten ?? [];
      if (failed !== undefined) throw new InputError(failed.code, failed.message);
    });
  registerEvaluateGenerators(evaluate);
}

const FIELD_FLAGS = {
  input: '--data',
  detectors: '--detector',
  likelihoodOf: '--likelihood-of',
  samples: '--samples',
  theta: '--theta',
  threads: '--threads',
  resamples: '--resamples',
  seed: '--seed',
  report: '--report',
  markdown: '--markdown',
  csv: '--csv',
  onError: '--on-error',
  ...JUDGE_FIELD_FLAGS,
};

function specOf(flags: EvaluateFlags): object {
  const {
    data: input,
    detector: detectors,
    likelihoodOf,
    samples,
    theta,
    threads,
    resamples,
    seed,
    report,
    markdown,
    csv,
    onError,
  } = flags;
  const asked = { input, detectors, likelihoodOf, samples, theta, threads, resamples, seed, report, markdown, csv, onError };
  return { ...asked, judge: judgeSpec(flags) };
}

async function show(summary: EvaluateSummary, json: boolean): Promise<void> {
  const { comparison, judge, report } = summary;
  if (json) {
    process.stdout.write(`${JSON.stringify(asJson(summary))}\n`);
    return;
  }
  const { renderEvaluation } = await import('@tldr-rm/reports');
  process.stdout.write(renderEvaluation({ comparison }));
  if (judge !== undefined) process.stderr.write(`judge: ${JSON.stringify(judge)}\n`);
  const skipped = describeSkipped(summary);
  if (skipped !== '') process.stderr.write(`${comparison.reports[0]!.samples} samples${skipped}\n`);
  if (report !== undefined) process.stdout.write(`\nreport: ${terminalText(report)}\n`);
}

/** One detector's report by itself; several with their differences. */
function asJson({ comparison: { reports, differences }, judge, skipped, skippedFile }: EvaluateSummary): object {
  const evaluations = reports.map(({ name, ...report }) => ({ detector: name, ...report }));
  const whole = evaluations.length === 1 ? evaluations[0]! : { detectors: evaluations, differences };
  return {
    ...whole,
    ...(judge && { judge }),
    ...(skipped !== undefined && { skipped }),
    ...(skippedFile !== undefined && { skippedFile }),
  };
}
