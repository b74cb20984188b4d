import type { ReproducedModels } from '@tldr-rm/jobs';
import { InputError } from '@tldr-rm/schema';
import type { Command } from 'commander';
import { parseCount, parseWhole } from './option-parsers';

interface ReproduceFlags {
  out: string;
  fromCheckpoints?: boolean;
  fromNothing?: boolean;
  recipe?: string;
  pictures: number;
  seed: number;
  detector?: string;
  baselines: boolean;
  json?: boolean;
  progress?: boolean;
}

/** Pictures that the shipped baselines are calibrated on. */
const BASELINE_VALIDATION = { count: 300, seed: 11 };

/** `tldr-rm reproduce`: the paper's tables at the scale of drawn scenes. */
export function registerReproduce(program: Command): void {
  program
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
    .option('--no-baselines', 'with --from-checkpoints: leave the other reward models out')
    .option('--json', 'print the report as JSON')
    .option('--progress', 'show progress even if stderr is no terminal')
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
      await runReproduce(flags);
    });
}

async function runReproduce(flags: ReproduceFlags): Promise<void> {
  const { out, pictures, seed, recipe, progress } = flags;
  if (!flags.fromCheckpoints === !flags.fromNothing) {
    throw new InputError(
      'USAGE',
      'Give either --from-checkpoints, to measure models that are there, or --from-nothing, to train them first.',
    );
  }
  if (!flags.fromNothing !== (recipe === undefined)) throw new InputError('USAGE', '--recipe FILE and --from-nothing go together.');
  const [{ join }, { reproduce }, { renderReproduction, renderReproductionPage }, { writeAtomically }] = await Promise.all([
    import('node:path'),
    import('@tldr-rm/jobs'),
    import('@tldr-rm/reports'),
    import('@tldr-rm/files'),
  ]);
  const models = await openModels(flags);
  const report = await reproduce({ out, pictures, seed, models, ...(progress && { progress }) });
  const markdown = renderReproduction(report);
  await writeAtomically(join(out, 'report.md'), markdown);
  await writeAtomically(join(out, 'report.html'), renderReproductionPage(report));
  await writeAtomically(join(out, 'report.json'), `${JSON.stringify(report, null, 2)}\n`);
  process.stdout.write(flags.json ? `${JSON.stringify(report)}\n` : markdown);
}

/** Trains the models, or takes those that are there. */
async function openModels({ out, detector, recipe, baselines, progress }: ReproduceFlags): Promise<ReproducedModels> {
  const { validationData } = await import('@tldr-rm/jobs');
  if (recipe !== undefined) {
    const [{ readRecipe }, { trainFromNothing }] = await Promise.all([import('@tldr-rm/jobs'), import('@tldr-rm/jobs')]);
    const read = await readRecipe(recipe);
    const validation = validationData(out, read.validation.count, read.validation.seed, progress);
    return trainFromNothing({ recipe: read, out, validation });
  }
  const { modelsFromCheckpoints, shippedBaselines } = await import('@tldr-rm/jobs');
  const validation = validationData(out, BASELINE_VALIDATION.count, BASELINE_VALIDATION.seed, progress);
  return modelsFromCheckpoints({ out, baselines: baselines ? shippedBaselines() : {}, ...(detector && { detector }), validation });
}
