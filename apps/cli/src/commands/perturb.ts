import { terminalText } from '@tldr-rm/reports';
import { type Command, Option } from 'commander';
import { addJobFlags, type JobFlags, runOnTerminal } from '../run-on-terminal';
import { summaryStream } from '../terminal/summary-stream';
import { addDatasetFlags, DATASET_FIELD_FLAGS, type DatasetFlags, datasetFields } from './dataset-flags';
import { addOnErrorFlag, describeSkipped, type OnErrorFlag } from './on-error-flag';
import { parseCount, parsePrice, parseWhole } from './option-parsers';

interface PerturbFlags extends DatasetFlags, JobFlags, OnErrorFlag {
  in?: string;
  out?: string;
  engine: string;
  seed?: number;
  taxonomy?: string;
  edits?: number;
  perSample: number;
  baseUrl?: string;
  model?: string;
  apiKeyEnv?: string;
  concurrency: number;
  cache?: string;
  timeout: number;
  priceIn?: number;
  priceOut?: number;
  rewriteAnswers?: boolean;
  overwrite?: boolean;
}

const ENGINES = ['scene', 'lexical', 'llm'];

/** `tldr-rm perturb`: makes true responses false, with the false words labelled. */
export function registerPerturb(program: Command): void {
  const command = program
    .command('perturb')
    .description('Make true responses false, one kind of hallucination each, with the false words labelled.')
    .option(
      '--in <file>',
      'true samples: JSONL, COCO captions, Visual Genome questions, DOCCI or Parquet; JSON may be packed (.gz); - is the standard input (required)',
    )
    .option('--out <file>', 'labelled samples to write (JSONL, or what --to says); - is the standard output (required)')
    .addOption(
      new Option(
        '--engine <name>',
        'how: scene (by the truth of a scene), lexical (by the words of any English text), llm (by asking a language model)',
      )
        .choices(ENGINES)
        .default('scene'),
    )
    .option('--seed <number>', 'seed: the same seed and samples give the same result (required)', parseWhole)
    .option('--taxonomy <name>', 'only this kind of hallucination (default: any that can be applied)')
    .option('--per-sample <number>', 'negatives of each sample, each of another kind', parseCount, 1);
  addDatasetFlags(command)
    .option('--base-url <address>', 'llm: OpenAI-compatible server, up to /v1')
    .option('--model <name>', "llm: the model's name on that server")
    .option('--api-key-env <name>', 'llm: environment variable that holds the key')
    .option('--edits <number>', 'lexical, llm: changes in one text, at most (default: 1)', parseCount)
    .option('--rewrite-answers', 'llm: short answers to questions are first made sentences, which are the true text then')
    .option('--concurrency <number>', 'llm: requests under way at once', parseCount, 4)
    .option('--timeout <seconds>', 'llm: for one request', parseCount, 120)
    .option('--cache <folder>', 'llm: where answers are kept, so that none is paid for twice (default: OUT.answers)')
    .option('--price-in <number>', 'llm: price of a million tokens of prompts, to tell the cost', parsePrice)
    .option('--price-out <number>', 'llm: price of a million tokens of answers', parsePrice)
    .option('--overwrite', 'start anew instead of going on where an earlier run stopped');
  addOnErrorFlag(command);
  addJobFlags(command)
    .addHelpText(
      'after',
      `
Examples:
  $ tldr-rm perturb --in data/train/samples.jsonl --out data/train/labelled.jsonl --engine scene --seed 1
  $ tldr-rm perturb --in data/test/samples.jsonl --out counting.jsonl --engine scene --seed 1 --taxonomy counting
  $ tldr-rm perturb --in data/train/samples.jsonl --out preferences.parquet --to trl-preference --seed 1 --per-sample 3
  $ tldr-rm perturb --in captions_val2017.json --images val2017 --out labelled.jsonl --seed 1 --engine lexical --edits 2
  $ tldr-rm perturb --in captions_val2017.json --images val2017 --out labelled.jsonl --seed 1 \\
      --engine llm --base-url http://127.0.0.1:8000/v1 --model meta-llama/Llama-3.1-8B-Instruct

Each line of the output keeps the true text as "original"; "spans" marks what is false in "response".
Samples to which nothing can be done are left out and counted. Interrupted, the same command goes on where it stopped: OUT.state.json tells how far it came.`,
    )
    .action(async (flags: PerturbFlags) => {
      const { perturbJob } = await import('@tldr-rm/jobs');
      const summary = await runOnTerminal({ job: perturbJob, command, flags, fieldFlags: FIELD_FLAGS, specOfFlags: () => specOf(flags) });
      if (flags.json) {
        summaryStream(summary.output).write(`${JSON.stringify(summary)}\n`);
        return;
      }
      const {
        output,
        written,
        alreadyComplete,
        samples,
        withoutScene,
        notApplicable,
        alreadyFalse,
        tooLong = 0,
        longestText,
        usage,
      } = summary;
      summaryStream(output).write(
        `${terminalText(output)}: ${written} labelled samples${alreadyComplete ? ' (all were there already)' : ''}${describeSkipped(summary)}\n`,
      );
      const leftOut = withoutScene + notApplicable + alreadyFalse + tooLong;
      if (leftOut > 0) {
        const reasons = [
          withoutScene > 0 ? `${withoutScene} carry no scene or claims` : '',
          tooLong > 0 ? `${tooLong} longer than ${longestText?.toLocaleString('en')} characters` : '',
          alreadyFalse > 0 ? `${alreadyFalse} are labelled as false already` : '',
          notApplicable > 0
            ? `to ${notApplicable} ${flags.taxonomy ?? 'no kind of hallucination'} ${flags.taxonomy ? 'does not apply' : 'applies'}`
            : '',
        ];
        process.stderr.write(`${leftOut} of ${samples} samples were left out: ${reasons.filter((reason) => reason !== '').join(', ')}\n`);
      }
      if (usage) process.stderr.write(`this run: ${JSON.stringify(usage)}\n`);
    });
}

const FIELD_FLAGS = {
  input: '--in',
  output: '--out',
  engine: '--engine',
  seed: '--seed',
  taxonomy: '--taxonomy',
  perSample: '--per-sample',
  edits: '--edits',
  onError: '--on-error',
  languageModel: '--engine llm',
  'languageModel.baseUrl': '--base-url',
  'languageModel.model': '--model',
  'languageModel.apiKeyEnv': '--api-key-env',
  'languageModel.concurrency': '--concurrency',
  'languageModel.timeoutSeconds': '--timeout',
  'languageModel.cache': '--cache',
  'languageModel.prices': '--price-in, --price-out',
  ...DATASET_FIELD_FLAGS,
};

function specOf(flags: PerturbFlags): object {
  const { in: input, out: output, engine, seed, taxonomy, perSample, edits, onError, overwrite } = flags;
  const { baseUrl, model, apiKeyEnv, concurrency, timeout: timeoutSeconds, cache, priceIn, priceOut, rewriteAnswers } = flags;
  const prices =
    priceIn === undefined && priceOut === undefined ? undefined : { promptPerMillion: priceIn, completionPerMillion: priceOut };
  const languageModel =
    engine === 'llm' ? { baseUrl, model, apiKeyEnv, concurrency, timeoutSeconds, cache, prices, rewriteAnswers } : undefined;
  return { input, output, engine, seed, taxonomy, perSample, edits, languageModel, onError, overwrite, ...datasetFields(flags) };
}
