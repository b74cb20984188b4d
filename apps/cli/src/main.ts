import { CommanderError } from 'commander';
import { createProgram } from './program';
import { terminalColours } from './terminal/terminal-colours';

/** What the process ends with; 130 is what shells make of an interruption. */
export const EXIT = { fine: 0, failed: 1, badInput: 2, interrupted: 130 } as const;

/**
 * Runs the command line.
 *
 * @param argv as `process.argv`: the arguments begin at the third entry.
 * @returns the exit code: 0 fine, 1 failed, 2 bad usage or bad input, 130 interrupted.
 */
export async function main(argv: readonly string[]): Promise<number> {
  try {
    await createProgram().parseAsync(argv);
    return EXIT.fine;
  } catch (error) {
    // Commander has already written its message (help, version, or what was wrong with the flags).
    if (error instanceof CommanderError)
      return error.code === 'commander.helpDisplayed' || error.exitCode === 0 ? EXIT.fine : EXIT.badInput;
    return await tell(error);
  }
}

/** Writes what went wrong, and gives the exit code. What others wrote stands in messages, and is shown as text. */
async function tell(error: unknown): Promise<number> {
  const [{ InputError, TldrError }, { terminalLines, terminalText }] = await Promise.all([
    import('@tldr-rm/schema'),
    import('@tldr-rm/reports'),
  ]);
  const colours = terminalColours(process.stderr);
  if (TldrError.isInstance(error) && error.code === 'INTERRUPTED') {
    process.stderr.write(`${colours.yellow('interrupted')}: ${terminalText(error.message)}\n`);
    return EXIT.interrupted;
  }
  const code = TldrError.isInstance(error) || isSystemError(error) ? error.code : undefined;
  // A stack helps only where nobody foresaw the error.
  const message = error instanceof Error ? (code === undefined ? (error.stack ?? error.message) : error.message) : String(error);
  process.stderr.write(`${colours.red('error')}${code === undefined ? '' : ` ${colours.dim(code)}`}: ${terminalLines(message)}\n`);
  return InputError.isInstance(error) ? EXIT.badInput : EXIT.failed;
}

/** What the system says of a file or a connection. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException & { code: string } {
  return error instanceof Error && 'syscall' in error && typeof (error as NodeJS.ErrnoException).code === 'string';
}
