import type { EngineFlags, EngineName } from '@tldr-rm/jobs';
import type { Taxonomy } from '@tldr-rm/schema';
import { type Command, Option } from 'commander';
import { addDatasetFlags, type DatasetFlags, readingOf } from './dataset-flags';
import { parseCount, parsePrice, parseWhole } from './option-parsers';

interface PerturbFlags extends DatasetFlags, EngineFlags {
  in: string;
  out: string;
  seed: number;
  taxonomy?: Taxonomy;
  edits?: number;
  perSample: number;
  overwrite?: boolean;
  json?: boolean;
  progress?: boolean;
}

const ENGINES: readonly EngineName[] = ['scene', 'lexical', 'llm'];

/** `tldr-rm perturb`: makes true responses false, with the false words labelled. */
export function registerPerturb(program: Command): void {
  const command = program
    .command('perturb')
    .description('Make true responses false, one kind of hallucination each, with the false words labelled.')
    .requiredOption(
      '--in <file>',
      'true samples: JSONL, COCO captions, Visual Genome questions, DOCCI or Parquet; JSON may be packed (.gz)',
    )
    .requiredOption('--out <file>', 'labelled samples to write (JSONL, or what --to says)')
    .addOption(
      new Option(
        '--engine <name>',
        'how: scene (by the truth of a scene), lexical (by the words of any English text), llm (by asking a language model)',
      )
        .choices(ENGINES)
        .default('scene'),
    )
    .requiredOption('--seed <number>', 'seed: the same seed and samples give the same result', parseWhole)
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
    .option('--overwrite', 'start anew instead of going on where an earlier run stopped')
    .option('--json', 'print the summary as JSON')
    .option('--progress', 'show progress even if stderr is no terminal')
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
      const { InputError, TAXONOMIES } = await import('@tldr-rm/schema');
      if (flags.taxonomy && !TAXONOMIES.includes(flags.taxonomy)) {
        throw new InputError(
          'UNKNOWN_TAXONOMY',
          `--taxonomy ${flags.taxonomy}: no such kind of hallucination. Known: ${TAXONOMIES.join(', ')}.`,
        );
      }
      if (flags.taxonomy && flags.perSample > 1) {
        throw new InputError('USAGE', '--per-sample makes negatives of different kinds, so it does not go with --taxonomy.');
      }
      const [{ outputFormat }, { openEngine }, { perturbFile }, { startProgress }] = await Promise.all([
        import('@tldr-rm/datasets'),
        import('@tldr-rm/jobs'),
        import('@tldr-rm/jobs'),
        import('@tldr-rm/jobs'),
      ]);
      const files = { input: flags.in, output: flags.out, reading: await readingOf(flags, flags.out), startAnew: flags.overwrite === true };
      const engine = await openEngine(flags, files);
      const controller = new AbortController();
      const stop = (): void => controller.abort();
      process.once('SIGINT', stop);
      process.once('SIGTERM', stop);
      const summary = await perturbFile({
        ...files,
        format: outputFormat(flags.out, flags.to ?? (/\.parquet$/i.test(flags.out) ? undefined : 'jsonl')),
        engine,
        seed: flags.seed,
        taxonomy: flags.taxonomy,
        edits: flags.edits,
        perSample: flags.perSample,
        startProgress: (extent) => startProgress({ label: 'perturbing', ...extent, force: flags.progress }),
        signal: controller.signal,
      }).finally(() => {
        process.off('SIGINT', stop);
        process.off('SIGTERM', stop);
      });
      const already = summary.alreadyComplete ? ' (all were there already)' : '';
      const usage = engine.usage?.();
      process.stdout.write(
        flags.json
          ? `${JSON.stringify({ ...summary, ...(usage && { usage }) })}\n`
          : `${flags.out}: ${summary.written} labelled samples${already}\n`,
      );
      const leftOut = summary.withoutScene + summary.notApplicable;
      if (!flags.json && leftOut > 0) {
        const lacking = summary.withoutScene > 0 ? `${summary.withoutScene} carry no scene or claims, ` : '';
        process.stderr.write(
          `${leftOut} of ${summary.samples} samples were left out: ${lacking}` +
            `to ${summary.notApplicable} ${flags.taxonomy ?? 'no kind of hallucination'} ${flags.taxonomy ? 'does not apply' : 'applies'}\n`,
        );
      }
      if (!flags.json && usage) process.stderr.write(`this run: ${JSON.stringify(usage)}\n`);
    });
}
