import type { WriteStream } from 'node:tty';
import pc from 'picocolors';

export type Colours = ReturnType<typeof pc.createColors>;

/** Colours for a stream: on a terminal, unless NO_COLOR, `--no-color` or a dumb terminal forbids them; FORCE_COLOR turns them on anywhere. */
export function terminalColours(stream: Pick<WriteStream, 'isTTY'> = process.stdout): Colours {
  return pc.createColors(wantsColours(stream.isTTY === true, process.env, process.argv));
}

/** Whether to colour; see https://no-color.org and https://force-color.org: a variable that is set and not empty counts. */
export function wantsColours(isTerminal: boolean, environment: NodeJS.ProcessEnv, argv: readonly string[]): boolean {
  if (environment.NO_COLOR || argv.includes('--no-color')) return false;
  if (environment.FORCE_COLOR) return environment.FORCE_COLOR !== '0';
  return isTerminal && environment.TERM !== 'dumb';
}
