import { InputError } from '@tldr-rm/schema';
import { type Command, Option } from 'commander';

interface ExportFlags {
  checkpoint: string;
  out: string;
  name?: string;
  domain?: string;
  maximumLength: string;
  tau: string;
  precision: 'float32' | 'int8';
  validation?: string;
  weights?: string;
  json?: boolean;
}

/** `tldr-rm export`: makes a detector folder of a checkpoint. */
export function registerExport(program: Command): void {
  program
    .command('export')
    .description('Make a detector folder (ONNX) of a checkpoint.')
    .requiredOption('--checkpoint <folder>', 'checkpoint folder, as `tldr-rm train` writes it')
    .requiredOption('--out <folder>', 'detector folder to write')
    .option('--name <name>', 'name of the detector (default: the name of its folder)')
    .option('--domain <text>', 'what it was trained on, for people who show it something else')
    .option('--maximum-length <tokens>', 'longest text it was trained on, in tokens; longer responses are scored in windows', '96')
    .option('--tau <factor>', 'how strongly LoRA adapters are merged in', '1')
    .addOption(
      new Option('--precision <type>', 'what projections compute in; int8 makes smaller files')
        .choices(['float32', 'int8'])
        .default('float32'),
    )
    .option('--validation <file>', 'labelled samples (JSONL) on which rewards are calibrated, thresholds chosen and the image check fitted')
    .option('--weights <folder>', 'also write the checkpoint without the optimizer, in half precision, to ship it beside the detector')
    .option('--json', 'print the manifest as JSON')
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
      await runExport(flags);
    });
}

async function runExport(flags: ExportFlags): Promise<void> {
  const maximumLength = parseNumber('--maximum-length', flags.maximumLength, (value) => Number.isInteger(value) && value >= 8);
  const tau = parseNumber('--tau', flags.tau, (value) => value >= 0);
  const { exportCheckpoint } = await import('@tldr-rm/jobs');
  const { checkpoint, out, name, domain, validation, weights } = flags;
  const manifest = await exportCheckpoint({
    checkpoint,
    out,
    maximumLength,
    tau,
    precision: flags.precision,
    ...(name && { name }),
    ...(domain && { domain }),
    ...(validation && { validation }),
    ...(weights && { weights }),
  });
  const { token, sentence, response } = manifest.thresholds;
  process.stdout.write(
    flags.json
      ? `${JSON.stringify(manifest)}\n`
      : `${flags.out}: ${manifest.name}; thresholds: token ${token.toFixed(3)}, sentence ${sentence.toFixed(3)}, response ${response.toFixed(3)}\n`,
  );
}

function parseNumber(flag: string, text: string, fits: (value: number) => boolean): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || !fits(value))
    throw new InputError('FLAG_VALUE', `${flag}: "${text}" cannot be used here`);
  return value;
}
