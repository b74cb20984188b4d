import type { Detection } from '@tldr-rm/schema';
import { terminalColours } from './terminal-colours';

/** Writes a result's warnings to stderr. */
export function writeWarnings(warnings: Detection['warnings']): void {
  const colours = terminalColours(process.stderr);
  for (const { message } of warnings ?? []) process.stderr.write(`${colours.yellow('warning')}: ${message}\n`);
}
