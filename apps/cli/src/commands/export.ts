import { type Command, Option } from 'commander';
import { addJobFlags, type JobFlags, runOnTerminal } from '../run-on-terminal';
import { parseNumber } from './option-parsers';

interface ExportFlags extends JobFlags {
  checkpoint?: string;
  out?: string;
  name?: string;
  domain?: string;
  maximumLength: number;
  tau: number;
  precision: string;
  validation?: string;
  weights?: string;
}

/** `tldr-rm export`: makes a detector folder of a checkpoint. */
export function registerExport(program: Command): void {
  const command = program
    .command('export')
    .description('Make a detector folder (ONNX) of a checkpoint.')
    .option('--checkpoint <folder>', 'checkpoint folder, as `tldr-rm train` writes it (required)')
    .option('--out <folder>', 'detector folder to write (required)')
    .option('--name <name>', 'name of the detector (default: the name of its folder)')
    .option('--domain <text>', 'what it was trained on, for people who show it something else')
    .option(
      '--maximum-length <tokens>',
      'longest text it was trained on, in tokens; longer responses are scored in windows',
      parseNumber,
      96,
    )
    .option('--tau <factor>', 'how strongly LoRA adapters are merged in', parseNumber, 1)
    .addOption(
      new Option('--precision <type>', 'what projections compute in; int8 makes smaller files')
        .choices(['float32', 'int8'])
        .default('float32'),
    )
    .option('--validation <file>', 'labelled samples (JSONL) on which rewards are calibrated, thresholds chosen and the image check fitted')
    .option('--weights <folder>', 'also write the checkpoint without the optimizer, in half precision, to ship it beside the detector');
  addJobFlags(command, { json: 'print the manifest as JSON' })
    .addHelpText(
      'after',
      `
Examples:
  $ tldr-rm export --checkpoint runs/mine/checkpoint-0004000 --out detectors/mine
  $ tldr-rm export --checkpoint runs/mine/checkpoint-0004000 --out detectors/mine --validation validation.jsonl
  $ tldr-rm export --checkpoint runs/mine/checkpoint-0004000 --out detectors/mine-int8 --precision int8

Without --validation rewards are not calibrated, every threshold is 0.5, as in the paper, and no image is called unlike the training pictures.`,
    )
    .action(async (flags: ExportFlags) => {
      const { exportJob } = await import('@tldr-rm/jobs');
      const { checkpoint, out: output, name, domain, maximumLength, tau, precision, validation, weights } = flags;
      const manifest = await runOnTerminal({
        job: exportJob,
        command,
        flags,
        fieldFlags: FIELD_FLAGS,
        specOfFlags: () => ({ checkpoint, output, name, domain, maximumLength, tau, precision, validation, weights }),
      });
      const { terminalText } = await import('@tldr-rm/reports');
      const { token, sentence, response } = manifest.thresholds;
      process.stdout.write(
        flags.json
          ? `${JSON.stringify(manifest)}\n`
          : `${terminalText(output ?? manifest.name)}: ${terminalText(manifest.name)}; thresholds: token ${token.toFixed(3)}, sentence ${sentence.toFixed(3)}, response ${response.toFixed(3)}\n`,
      );
    });
}

const FIELD_FLAGS = {
  checkpoint: '--checkpoint',
  output: '--out',
  name: '--name',
  domain: '--domain',
  maximumLength: '--maximum-length',
  tau: '--tau',
  precision: '--precision',
  validation: '--validation',
  weights: '--weights',
};
