import { terminalColours } from '@tldr-rm/jobs';
import { CommanderError } from 'commander';
import { createProgram } from './program';

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
    const [{ InputError, TldrError }, { shownLines }] = await Promise.all([import('@tldr-rm/schema'), import('./terminal/shown-text')]);
    const colours = terminalColours(process.stderr);
    if (TldrError.isInstance(error) && error.code === 'INTERRUPTED') {
      process.stderr.write(`${colours.yellow('interrupted')}: ${shownLines(error.message)}\n`);
      return EXIT.interrupted;
    }
    const expected = TldrError.isInstance(error);
    const message = error instanceof Error ? ((expected ? undefined : error.stack) ?? error.message) : String(error);
    process.stderr.write(`${colours.red('error')}${expected ? ` ${colours.dim(error.code)}` : ''}: ${shownLines(message)}\n`);
    return InputError.isInstance(error) ? EXIT.badInput : EXIT.failed;
  }
}
