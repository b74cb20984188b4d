import type { Command } from 'commander';
import { addJobFlags, type JobFlags, runOnTerminal } from '../run-on-terminal';
import { terminalColours } from '../terminal/terminal-colours';
import { parseCount, parseWhole } from './option-parsers';

interface DemoFlags extends JobFlags {
  out: string;
  detector?: string;
  threads?: number;
  seed: number;
  each: number;
}

/** `tldr-rm demo`: pictures the detector has never seen, each with a right and a wrong caption, scored and shown. */
export function registerDemo(program: Command): void {
  const command = program
    .command('demo')
    .description('Show the detector at work on unseen pictures, one for each kind of hallucination.')
    .option('--out <folder>', 'folder for the report', 'demo-report')
    .option('--detector <folder>', 'detector folder (default: the scenes-tiny detector that ships with this program)')
    .option('--seed <number>', 'seed by which pictures and captions are drawn', parseWhole, 1)
    .option('--each <number>', 'pictures for each kind of hallucination', parseCount, 1)
    .option('--threads <number>', 'threads to compute with (default: one a physical core)', parseCount);
  addJobFlags(command, { json: 'print the results as JSON' })
    .addHelpText(
      'after',
      `
Examples:
  $ tldr-rm demo
  $ tldr-rm demo --seed 7 --each 3 --out my-report

Pictures and captions are drawn by the seed alone, from the part of the data that no training sees; how they are scored plays no part.`,
    )
    .action(async (flags: DemoFlags) => {
      const { demoJob } = await import('@tldr-rm/jobs');
      const { out: output, detector, threads, seed, each } = flags;
      const summary = await runOnTerminal({
        job: demoJob,
        command,
        flags,
        fieldFlags: { output: '--out', detector: '--detector', threads: '--threads', seed: '--seed', each: '--each' },
        specOfFlags: () => ({ output, detector, threads, seed, each }),
      });
      if (flags.json) {
        process.stdout.write(`${JSON.stringify(summary)}\n`);
        return;
      }
      const { describeExample, describeTotals } = await import('@tldr-rm/reports');
      const colours = terminalColours();
      const width = Math.min(process.stdout.columns ?? 100, 120);
      for (const [index, example] of summary.examples.entries()) process.stdout.write(describeExample(example, index + 1, colours, width));
      process.stdout.write(describeTotals(summary.totals, { name: summary.detector }, colours));
      process.stdout.write(`\nThe same with pictures: ${colours.bold(summary.report)}\n`);
    });
}
