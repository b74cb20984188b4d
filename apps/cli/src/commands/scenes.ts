import { type Command, Option } from 'commander';
import { addJobFlags, type JobFlags, runOnTerminal } from '../run-on-terminal';
import { parseCount, parseNames, parseWhole } from './option-parsers';

interface ScenesFlags extends JobFlags {
  out?: string;
  count?: number;
  seed?: number;
  icons?: string[];
  split: string;
  overwrite?: boolean;
}

/** `tldr-rm scenes`: makes pictures whose truth is known, with captions, questions and answers. */
export function registerScenes(program: Command): void {
  const command = program
    .command('scenes')
    .description('Make pictures whose truth is known, each with a true caption and answered questions.')
    .option('--out <folder>', 'folder for samples.jsonl and images/ (required)')
    .option('--count <number>', 'number of pictures; each gives 2 or 3 samples (required)', parseCount)
    .option('--seed <number>', 'seed: the same seed makes the same pictures and texts (required)', parseWhole)
    .option('--icons <sets>', 'icon sets to draw from, parted by commas (default: those used for training)', parseNames)
    .addOption(
      new Option('--split <name>', 'part of the data; no composition occurs in two')
        .choices(['train', 'validation', 'test'])
        .default('train'),
    )
    .option('--overwrite', 'start anew instead of going on where an earlier run stopped');
  addJobFlags(command)
    .addHelpText(
      'after',
      `
Examples:
  $ tldr-rm scenes --out data/train --count 1000 --seed 1
  $ tldr-rm scenes --out data/unseen-style --count 500 --seed 2 --split test --icons emojione

Interrupted, the same command goes on where it stopped. A larger --count adds to what is there.`,
    )
    .action(async (flags: ScenesFlags) => {
      const { scenesJob } = await import('@tldr-rm/jobs');
      const { out: output, count, seed, icons: iconSets, split, overwrite } = flags;
      const summary = await runOnTerminal({
        job: scenesJob,
        command,
        flags,
        fieldFlags: { output: '--out', count: '--count', seed: '--seed', iconSets: '--icons' },
        specOfFlags: () => ({ output, count, seed, iconSets, split, overwrite }),
      });
      const already = summary.alreadyThere > 0 ? ` (${summary.alreadyThere} were there already)` : '';
      process.stdout.write(
        flags.json
          ? `${JSON.stringify(summary)}\n`
          : `${summary.samplesFile}: ${summary.samples} samples of ${summary.pictures} pictures${already}\n`,
      );
    });
}
