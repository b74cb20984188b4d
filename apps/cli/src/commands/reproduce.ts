import type { Command } from 'commander';
import { parseCount, parseSeed } from './option-parsers';

interface ReproduceFlags {
  out: string;
  fromCheckpoints?: boolean;
  pictures: number;
  seed: number;
  detector?: string;
  json?: boolean;
  progress?: boolean;
}

/** `tldr-rm reproduce`: the paper's tables at the scale of drawn scenes. */
export function registerReproduce(program: Command): void {
  program
    .command('reproduce')
    .description("Run the paper's tables at the scale of drawn scenes, each next to the paper's figure.")
    .requiredOption('--from-checkpoints', 'measure the detectors that ship with this program')
    .option('--out <folder>', 'folder for data, steps and the report', 'runs/reproduce')
    .option('--pictures <number>', 'pictures of the test split', parseCount, 600)
    .option('--seed <number>', 'seed of the test data', parseSeed, 7)
    .option('--detector <folder>', 'token-level detector to measure (default: scenes-tiny)')
    .option('--json', 'print the report as JSON')
    .option('--progress', 'show progress even if stderr is no terminal')
    .addHelpText(
      'after',
      `
Examples:
  $ tldr-rm reproduce --from-checkpoints
  $ tldr-rm reproduce --from-checkpoints --pictures 2000 --out runs/reproduce-large

The report is OUT/report.md and OUT/report.json. Interrupted, the same command goes on where it stopped.`,
    )
    .action(async (flags: ReproduceFlags) => {
      const [{ join }, { reproduce }, { renderReproduction }, { writeAtomically }] = await Promise.all([
        import('node:path'),
        import('../reproduce/reproduce'),
        import('../reproduce/render-reproduction'),
        import('@tldr-rm/schema'),
      ]);
      const { out, pictures, seed, detector, progress } = flags;
      const report = await reproduce({ out, pictures, seed, baselines: {}, ...(detector && { detector }), ...(progress && { progress }) });
      const markdown = renderReproduction(report);
      await writeAtomically(join(out, 'report.md'), markdown);
      await writeAtomically(join(out, 'report.json'), `${JSON.stringify(report, null, 2)}\n`);
      process.stdout.write(flags.json ? `${JSON.stringify(report)}\n` : markdown);
    });
}
