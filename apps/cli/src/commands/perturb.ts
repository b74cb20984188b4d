import type { Taxonomy } from '@tldr-rm/schema';
import { type Command, Option } from 'commander';
import { parseSeed } from './option-parsers';

interface PerturbFlags {
  in: string;
  out: string;
  seed: number;
  taxonomy?: Taxonomy;
  overwrite?: boolean;
  json?: boolean;
  progress?: boolean;
}

/** `tldr-rm perturb`: makes true responses false, with the false words labelled. */
export function registerPerturb(program: Command): void {
  program
    .command('perturb')
    .description('Make true responses false, one kind of hallucination each, with the false words labelled.')
    .requiredOption('--in <file>', 'samples (JSONL), as `tldr-rm scenes` writes them')
    .requiredOption('--out <file>', 'labelled samples (JSONL) to write')
    .addOption(new Option('--engine <name>', 'how: scene (by the truth of a scene)').choices(['scene']).default('scene'))
    .requiredOption('--seed <number>', 'seed: the same seed and samples give the same result', parseSeed)
    .option('--taxonomy <name>', 'only this kind of hallucination (default: any that can be applied)')
    .option('--overwrite', 'start anew instead of going on where an earlier run stopped')
    .option('--json', 'print the summary as JSON')
    .option('--progress', 'show progress even if stderr is no terminal')
    .addHelpText(
      'after',
      `
Examples:
  $ tldr-rm perturb --in data/train/samples.jsonl --out data/train/labelled.jsonl --engine scene --seed 1
  $ tldr-rm perturb --in data/test/samples.jsonl --out counting.jsonl --engine scene --seed 1 --taxonomy counting

Each line of the output keeps the true text as "original"; "spans" marks what is false in "response".
Samples to which nothing can be done are left out and counted. Interrupted, the same command goes on where it stopped.`,
    )
    .action(async (flags: PerturbFlags) => {
      const { InputError, TAXONOMIES } = await import('@tldr-rm/schema');
      if (flags.taxonomy && !TAXONOMIES.includes(flags.taxonomy)) {
        throw new InputError(
          'UNKNOWN_TAXONOMY',
          `--taxonomy ${flags.taxonomy}: no such kind of hallucination. Known: ${TAXONOMIES.join(', ')}.`,
        );
      }
      const [{ perturbFile }, { startProgress }] = await Promise.all([import('../files/perturb-file'), import('../terminal/progress')]);
      const summary = await perturbFile({
        input: flags.in,
        output: flags.out,
        seed: flags.seed,
        taxonomy: flags.taxonomy,
        startAnew: flags.overwrite === true,
        startProgress: (total) => startProgress({ label: 'perturbing', unit: 'samples', total, force: flags.progress }),
      });
      process.stdout.write(flags.json ? `${JSON.stringify(summary)}\n` : `${flags.out}: ${summary.written} labelled samples\n`);
      if (!flags.json && summary.written < summary.samples) {
        process.stderr.write(
          `${summary.samples - summary.written} of ${summary.samples} samples were left out: ${summary.withoutScene} carry no scene or claims, ` +
            `to ${summary.notApplicable} ${flags.taxonomy ?? 'no kind of hallucination'} ${flags.taxonomy ? 'does not apply' : 'applies'}\n`,
        );
      }
    });
}
