import { stat } from 'node:fs/promises';
import type { Command } from 'commander';
import { addDatasetFlags, type DatasetFlags, readingOf } from './dataset-flags';

interface ConvertFlags extends DatasetFlags {
  in: string;
  out: string;
  asAnnotations?: boolean;
  json?: boolean;
  progress?: boolean;
}

/** `tldr-rm convert`: from one dataset format into another. */
export function registerConvert(program: Command): void {
  const command = program
    .command('convert')
    .description('Convert samples from one dataset format into another.')
    .requiredOption('--in <file>', 'JSONL, COCO captions, Visual Genome questions, DOCCI or Parquet; JSON may be packed (.gz)')
    .requiredOption('--out <file>', 'file to write');
  addDatasetFlags(command)
    .option('--as-annotations', 'to label-studio: spans are annotations (the truth) instead of predictions to check')
    .option('--json', 'print the summary as JSON')
    .option('--progress', 'show progress even if stderr is no terminal')
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
      const [{ outputFormat }, { convertFile }, { progressByBytes }, { startProgress }] = await Promise.all([
        import('@tldr-rm/datasets'),
        import('@tldr-rm/jobs'),
        import('@tldr-rm/jobs'),
        import('@tldr-rm/jobs'),
      ]);
      const format = outputFormat(flags.out, flags.to);
      const reading = await readingOf(flags, flags.out);
      const total = await stat(flags.in).then(
        ({ size }) => Math.ceil(size / 1000),
        () => 0,
      );
      const progress = await startProgress({ label: 'converting', unit: 'kB', total, force: flags.progress });
      try {
        const written = await convertFile({
          input: flags.in,
          output: flags.out,
          format,
          reading: { ...reading, onRead: progressByBytes(progress, () => '') },
          asAnnotations: flags.asAnnotations === true,
        });
        progress.stop();
        process.stdout.write(
          flags.json ? `${JSON.stringify({ output: flags.out, format, ...written })}\n` : `${flags.out}: ${written.records} records\n`,
        );
        if (!flags.json && written.leftOut > 0) {
          process.stderr.write(`${written.leftOut} samples were left out: they lack what ${format} needs\n`);
        }
      } finally {
        progress.stop();
      }
    });
}
