import { InputError } from '@tldr-rm/schema';
import type { Command } from 'commander';
import { addJobFlags, type JobFlags, runOnTerminal } from '../run-on-terminal';
import { parseCount, parseWhole } from './option-parsers';

interface ReproduceFlags extends JobFlags {
  out: string;
  fromCheckpoints?: boolean;
  fromNothing?: boolean;
  recipe?: string;
  pictures: number;
  seed: number;
  detector?: string;
  baselines: boolean;
}

/** `tldr-rm reproduce`: the paper's tables at the scale of drawn scenes. */
export function registerReproduce(program: Command): void {
  const command = program
    .command('reproduce')
    .description("Run the paper's tables at the scale of drawn scenes, each next to the paper's figure.")
    .option('--from-checkpoints', 'measure the models that ship with this program: minutes')
    .option('--from-nothing', 'train all models first, stage by stage: hours')
    .option('--recipe <file>', 'with --from-nothing: which configs make the models (models/scenes-tiny/recipe.json in the repository)')
    .option('--out <folder>', 'folder for data, steps and the report', 'runs/reproduce')
    .option('--pictures <number>', 'pictures of the test split', parseCount, 600)
    .option('--seed <number>', 'seed of the test data', parseWhole, 7)
    .option(
      '--detector <folder>',
      'with --from-checkpoints: detector to measure, with its checkpoint in a folder in it (default: scenes-tiny)',
    )
    .option('--no-baselines', 'with --from-checkpoints: leave the other reward models out');
  addJobFlags(command, { json: 'print the report as JSON' })
    .addHelpText(
      'after',
      `
Examples:
  $ tldr-rm reproduce --from-checkpoints
  $ tldr-rm reproduce --from-checkpoints --pictures 2000 --out runs/reproduce-large
  $ tldr-rm reproduce --from-nothing --recipe models/scenes-tiny/recipe.json --out runs/anew

The report is OUT/report.html, OUT/report.md and OUT/report.json. Interrupted, the same command goes on where it stopped.`,
    )
    .action(async (flags: ReproduceFlags) => {
      const { reproduceJob } = await import('@tldr-rm/jobs');
      const report = await runOnTerminal({ job: reproduceJob, command, flags, fieldFlags: FIELD_FLAGS, specOfFlags: () => specOf(flags) });
      const { renderReproduction } = await import('@tldr-rm/reports');
      process.stdout.write(flags.json ? `${JSON.stringify(report)}\n` : renderReproduction(report));
    });
}

const FIELD_FLAGS = {
  models: '--from-checkpoints, --from-nothing',
  recipe: '--recipe',
  output: '--out',
  pictures: '--pictures',
  seed: '--seed',
  detector: '--detector',
};

function specOf({ fromCheckpoints, fromNothing, recipe, out: output, pictures, seed, detector, baselines }: ReproduceFlags): object {
  if (!fromCheckpoints === !fromNothing) {
    throw new InputError(
      'USAGE',
      'Give either --from-checkpoints, to measure models that are there, or --from-nothing, to train them first.',
    );
  }
  if (!fromNothing !== (recipe === undefined)) throw new InputError('USAGE', '--recipe FILE and --from-nothing go together.');
  return { models: fromNothing ? 'nothing' : 'checkpoints', recipe, output, pictures, seed, detector, baselines };
}
