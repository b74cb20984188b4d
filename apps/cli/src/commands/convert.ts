import { terminalText } from '@tldr-rm/reports';
import type { Command } from 'commander';
import { addJobFlags, type JobFlags, runOnTerminal } from '../run-on-terminal';
import { summaryStream } from '../terminal/summary-stream';
import { addDatasetFlags, DATASET_FIELD_FLAGS, type DatasetFlags, datasetFields } from './dataset-flags';
import { addOnErrorFlag, describeSkipped, type OnErrorFlag } from './on-error-flag';

interface ConvertFlags extends DatasetFlags, JobFlags, OnErrorFlag {
  in?: string;
  out?: string;
  asAnnotations?: boolean;
}

/** `tldr-rm convert`: from one dataset format into another. */
export function registerConvert(program: Command): void {
  const command = program
    .command('convert')
    .description('Convert samples from one dataset format into another.')
    .option(
      '--in <file>',
      'JSONL, COCO captions, Visual Genome questions, DOCCI or Parquet; JSON may be packed (.gz); - is the standard input (required)',
    )
    .option('--out <file>', 'file to write; - is the standard output (required)');
  addDatasetFlags(command).option('--as-annotations', 'to label-studio: spans are annotations (the truth) instead of predictions to check');
  addOnErrorFlag(command);
  addJobFlags(command)
    .addHelpText(
      'after',
      `
Examples:
  $ tldr-rm convert --in captions_val2017.json --images val2017 --out captions.jsonl
  $ tldr-rm convert --in train-00000.parquet --columns response=caption --out train.jsonl
  $ tldr-rm convert --in labelled.jsonl --out preferences.parquet --to trl-preference
  $ tldr-rm convert --in labelled.jsonl --out tasks.json --to label-studio

The file appears when it is complete. Pictures within a Parquet table are written into a folder beside it (captions.images for captions.jsonl).
Offsets in Parquet and Label Studio count code points, as Python does.`,
    )
    .action(async (flags: ConvertFlags) => {
      const { convertJob } = await import('@tldr-rm/jobs');
      const { in: input, out: output, asAnnotations, onError } = flags;
      const summary = await runOnTerminal({
        job: convertJob,
        command,
        flags,
        fieldFlags: { input: '--in', output: '--out', asAnnotations: '--as-annotations', onError: '--on-error', ...DATASET_FIELD_FLAGS },
        specOfFlags: () => ({ input, output, asAnnotations, onError, ...datasetFields(flags) }),
      });
      summaryStream(summary.output).write(
        flags.json
          ? `${JSON.stringify(summary)}\n`
          : `${terminalText(summary.output)}: ${summary.records} records${describeSkipped(summary)}\n`,
      );
      if (!flags.json && summary.leftOut > 0)
        process.stderr.write(`${summary.leftOut} samples were left out: they lack what ${summary.format} needs\n`);
    });
}
