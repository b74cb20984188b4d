import { terminalText } from '@tldr-rm/reports';
import { type Command, Option } from 'commander';

export interface OnErrorFlag {
  onError: 'stop' | 'skip';
}

/** Adds the flag of commands that read a file line by line. */
export function addOnErrorFlag(command: Command, context = ''): Command {
  return command.addOption(
    new Option(
      '--on-error <what>',
      `${context}what becomes of a line that cannot be used: stop there, or skip it and note it beside the output`,
    )
      .choices(['stop', 'skip'])
      .default('stop'),
  );
}

/** What a terminal says of lines that were left out, behind the other counts; nothing if none was. */
export function describeSkipped({ skipped = 0, skippedFile }: { skipped?: number; skippedFile?: string }): string {
  if (skipped === 0) return '';
  const where = skippedFile === undefined ? '' : ` (see ${terminalText(skippedFile)})`;
  return `, ${skipped} ${skipped === 1 ? 'line' : 'lines'} left out${where}`;
}
