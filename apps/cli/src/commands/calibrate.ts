import type { Command } from 'commander';
import { parseCount } from './option-parsers';

interface CalibrateFlags {
  detector: string;
  data: string;
  threads?: number;
  json?: boolean;
  progress?: boolean;
}

/** `tldr-rm calibrate`: makes a detector's rewards probabilities. */
export function registerCalibrate(program: Command): void {
  program
    .command('calibrate')
    .description("Make a detector's rewards probabilities, and choose its thresholds anew, on validation data.")
    .requiredOption('--detector <folder>', 'detector folder; its detector.json is changed')
    .requiredOption('--data <file>', 'labelled validation samples (JSONL); not those that it is tested on')
    .option('--threads <number>', 'threads to compute with (default: one a physical core)', parseCount)
    .option('--json', 'print the calibration and the thresholds as JSON')
    .option('--progress', 'show progress even if stderr is no terminal')
    .addHelpText(
      'after',
      `
Examples:
  $ tldr-rm calibrate --detector detectors/mine --data data/validation/labelled.jsonl
  $ tldr-rm evaluate --detector detectors/mine --data data/test/labelled.jsonl

Each level gets a temperature and a bias: reward = sigmoid(logit / temperature + bias). The order of rewards stays, so ranking figures do not change.
\`tldr-rm export --validation\` does the same for a new detector.`,
    )
    .action(async ({ detector, data, json, ...options }: CalibrateFlags) => {
      const { calibrateDetector } = await import('@tldr-rm/jobs');
      const { calibration, thresholds } = await calibrateDetector(detector, data, options);
      if (json) process.stdout.write(`${JSON.stringify({ calibration, thresholds })}\n`);
      else {
        const levels = (['token', 'sentence', 'response'] as const).map((level) => {
          const { temperature, bias } = calibration![level];
          return `${level}: temperature ${temperature.toFixed(3)}, bias ${bias.toFixed(3)}, threshold ${thresholds[level].toFixed(3)}\n`;
        });
        process.stdout.write(`${detector}\n${levels.join('')}`);
      }
    });
}
