import type { Command } from 'commander';
import { parseCount, parseWhole } from './option-parsers';

interface DemoFlags {
  out: string;
  detector?: string;
  threads?: number;
  seed: number;
  each: number;
  json?: boolean;
}

/** `tldr-rm demo`: pictures the detector has never seen, each with a right and a wrong caption, scored and shown. */
export function registerDemo(program: Command): void {
  program
    .command('demo')
    .description('Show the detector at work on unseen pictures, one for each kind of hallucination.')
    .option('--out <folder>', 'folder for the report', 'demo-report')
    .option('--detector <folder>', 'detector folder (default: the scenes-tiny detector that ships with this program)')
    .option('--seed <number>', 'seed by which pictures and captions are drawn', parseWhole, 1)
    .option('--each <number>', 'pictures for each kind of hallucination', parseCount, 1)
    .option('--threads <number>', 'threads to compute with (default: one a physical core)', parseCount)
    .option('--json', 'print the results as JSON')
    .addHelpText(
      'after',
      `
Examples:
  $ tldr-rm demo
  $ tldr-rm demo --seed 7 --each 3 --out my-report

Pictures and captions are drawn by the seed alone, from the part of the data that no training sees; how they are scored plays no part.`,
    )
    .action(async (flags: DemoFlags) => {
      const { runDemo } = await import('@tldr-rm/jobs');
      await runDemo(flags);
    });
}
