import type { CalibrateSummary } from '@tldr-rm/jobs';
import { terminalText } from '@tldr-rm/reports';
import type { Command } from 'commander';
import { addJobFlags, type JobFlags, runOnTerminal } from '../run-on-terminal';
import { addOnErrorFlag, describeSkipped, type OnErrorFlag } from './on-error-flag';
import { parseCount } from './option-parsers';

interface CalibrateFlags extends JobFlags, OnErrorFlag {
  detector?: string;
  data?: string;
  threads?: number;
}

/** `tldr-rm calibrate`: makes a detector's rewards probabilities. */
export function registerCalibrate(program: Command): void {
  const command = program
    .command('calibrate')
    .description("Make a detector's rewards probabilities, and choose its thresholds anew, on validation data.")
    .option('--detector <folder>', 'detector folder; its detector.json is changed (required)')
    .option('--data <file>', 'labelled validation samples (JSONL); not those that it is tested on (required)')
    .option('--threads <number>', 'threads to compute with (default: one a physical core)', parseCount);
  addJobFlags(addOnErrorFlag(command), { json: 'print the calibration and the thresholds as JSON' })
    .addHelpText(
      'after',
      `
Examples:
  $ tldr-rm calibrate --detector detectors/mine --data data/validation/labelled.jsonl
  $ tldr-rm evaluate --detector detectors/mine --data data/test/labelled.jsonl

Each level gets a temperature and a bias: reward = sigmoid(logit / temperature + bias). The order of rewards stays, so ranking figures do not change.
\`tldr-rm export --validation\` does the same for a new detector.`,
    )
    .action(async (flags: CalibrateFlags) => {
      const { calibrateJob } = await import('@tldr-rm/jobs');
      const { detector, data: input, threads, onError } = flags;
      const summary = await runOnTerminal({
        job: calibrateJob,
        command,
        flags,
        fieldFlags: { detector: '--detector', input: '--data', threads: '--threads', onError: '--on-error' },
        specOfFlags: () => ({ detector, input, threads, onError }),
      });
      if (flags.json) process.stdout.write(`${JSON.stringify(asJson(summary))}\n`);
      else show(summary);
    });
}

function asJson({ detector: _, ...told }: CalibrateSummary): object {
  return told;
}

function show(summary: CalibrateSummary): void {
  const { detector, calibration, thresholds, samples, outsideDomain } = summary;
  const levels = (['token', 'sentence', 'response'] as const).map((level) => {
    const { temperature, bias } = calibration[level];
    return `${level}: temperature ${temperature.toFixed(3)}, bias ${bias.toFixed(3)}, threshold ${thresholds[level].toFixed(3)}\n`;
  });
  process.stdout.write(`${terminalText(detector)}\n${levels.join('')}`);
  process.stderr.write(`on ${samples} samples${describeSkipped(summary)}\n`);
  if (outsideDomain === 0) return;
  const problem = `${outsideDomain} of ${samples} samples are about images unlike those that the detector was trained on`;
  process.stderr.write(`warning: ${problem}. The figures hold only for images like these.\n`);
}
