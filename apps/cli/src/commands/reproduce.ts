import { InputError } from '@tldr-rm/schema';
import type { Command } from 'commander';
import { parseCount, parseSeed } from './option-parsers';

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
    .option('--seed <number>', 'seed of the test data', parseSeed, 7)
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

The report is OUT/report.md and OUT/report.json. Interrupted, the same command goes on where it stopped.`,
    )
    .action(async (flags: ReproduceFlags) => {
      await runReproduce(flags);
    });
}

async function runReproduce(flags: ReproduceFlags): Promise<void> {
  const { out, pictures, seed, detector, recipe, progress } = flags;
  if (!flags.fromCheckpoints === !flags.fromNothing) {
    throw new InputError(
      'USAGE',
      'Give either --from-checkpoints, to measure models that are there, or --from-nothing, to train them first.',
    );
  }
  if (!flags.fromNothing !== (recipe === undefined)) throw new InputError('USAGE', '--recipe FILE and --from-nothing go together.');
  const [{ join }, { reproduce }, { renderReproduction }, { writeAtomically }, { drawLabelled }] = await Promise.all([
    import('node:path'),
    import('../reproduce/reproduce'),
    import('../reproduce/render-reproduction'),
    import('@tldr-rm/schema'),
    import('../reproduce/draw-labelled'),
  ]);
  const drawValidation = async (count: number, validationSeed: number): Promise<string> => {
    const folder = join(out, 'data', 'validation');
    const options = {
      folder,
      part: 'validation',
      count,
      seed: validationSeed,
      split: 'validation',
      ...(progress && { progress }),
    } as const;
    return (await drawLabelled(options)).labelled;
  };
  const openModels = async (): Promise<import('../reproduce/reproduced-models').ReproducedModels> => {
    if (recipe !== undefined) {
      const [{ readRecipe }, { trainFromNothing }] = await Promise.all([
        import('../reproduce/recipe'),
        import('../reproduce/train-from-nothing'),
      ]);
      const read = await readRecipe(recipe);
      return trainFromNothing({ recipe: read, out, validation: await drawValidation(read.validation.count, read.validation.seed) });
    }
    const { modelsFromCheckpoints, shippedBaselines } = await import('../reproduce/models-from-checkpoints');
    const baselines = flags.baselines ? shippedBaselines() : {};
    return modelsFromCheckpoints({ out, baselines, ...(detector && { detector }), validation: () => drawValidation(300, 11) });
  };
  const models = await openModels();
  const report = await reproduce({ out, pictures, seed, models, ...(progress && { progress }) });
  const markdown = renderReproduction(report);
  await writeAtomically(join(out, 'report.md'), markdown);
  await writeAtomically(join(out, 'report.json'), `${JSON.stringify(report, null, 2)}\n`);
  process.stdout.write(flags.json ? `${JSON.stringify(report)}\n` : markdown);
}
