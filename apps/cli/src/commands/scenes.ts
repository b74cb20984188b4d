import type { Split } from '@tldr-rm/scenes';
import { type Command, Option } from 'commander';
import { parseCount, parseNames, parseWhole } from './option-parsers';

interface ScenesFlags {
  out: string;
  count: number;
  seed: number;
  icons?: string[];
  split: Split;
  overwrite?: boolean;
  json?: boolean;
  progress?: boolean;
}

/** `tldr-rm scenes`: makes pictures whose truth is known, with captions, questions and answers. */
export function registerScenes(program: Command): void {
  program
    .command('scenes')
    .description('Make pictures whose truth is known, each with a true caption and answered questions.')
    .requiredOption('--out <folder>', 'folder for samples.jsonl and images/')
    .requiredOption('--count <number>', 'number of pictures; each gives 2 or 3 samples', parseCount)
    .requiredOption('--seed <number>', 'seed: the same seed makes the same pictures and texts', parseWhole)
    .option('--icons <sets>', 'icon sets to draw from, parted by commas (default: those used for training)', parseNames)
    .addOption(
      new Option('--split <name>', 'part of the data; no composition occurs in two')
        .choices(['train', 'validation', 'test'])
        .default('train'),
    )
    .option('--overwrite', 'start anew instead of going on where an earlier run stopped')
    .option('--json', 'print the summary as JSON')
    .option('--progress', 'show progress even if stderr is no terminal')
    .addHelpText(
      'after',
      `
Examples:
  $ tldr-rm scenes --out data/train --count 1000 --seed 1
  $ tldr-rm scenes --out data/unseen-style --count 500 --seed 2 --split test --icons emojione

Interrupted, the same command goes on where it stopped. A larger --count adds to what is there.`,
    )
    .action(async (flags: ScenesFlags) => {
      const [{ writeScenes }, { startProgress }] = await Promise.all([import('@tldr-rm/jobs'), import('@tldr-rm/jobs')]);
      const summary = await writeScenes({
        folder: flags.out,
        count: flags.count,
        seed: flags.seed,
        split: flags.split,
        startAnew: flags.overwrite === true,
        ...(flags.icons && { iconSets: flags.icons }),
        startProgress: (done) => startProgress({ label: 'drawing', unit: 'pictures', total: flags.count, done, force: flags.progress }),
      });
      const already = summary.alreadyThere > 0 ? ` (${summary.alreadyThere} were there already)` : '';
      process.stdout.write(
        flags.json
          ? `${JSON.stringify(summary)}\n`
          : `${summary.samplesFile}: ${summary.samples} samples of ${summary.pictures} pictures${already}\n`,
      );
    });
}
