import { readFile } from 'node:fs/promises';
import type { JobContext } from '@tldr-rm/jobs';
import type { Command } from 'commander';
import type { TerminalProgress } from './terminal/terminal-progress';

/** Flags that every job has. */
export interface JobFlags {
  /** File with the spec, in place of the flags. */
  spec?: string;
  json?: boolean;
  progress?: boolean;
}

/** Flags that change what is shown, and nothing that is done. */
const SHOWING = new Set(['spec', 'json', 'progress', 'color']);

/** Adds the flags that every job has. */
export function addJobFlags(command: Command, { json = 'print the result as JSON' }: { json?: string } = {}): Command {
  return command
    .option('--spec <file>', 'JSON file that says what to do, in place of the flags')
    .option('--json', json)
    .option('--progress', 'show progress even if stderr is no terminal');
}

/** Which flag gives which field of a spec, such as `{ input: '--in' }`: errors name the flag. */
export type FieldFlags = Readonly<Record<string, string>>;

export interface RunOnTerminal<Summary extends object> {
  /** It checks what it is given. */
  job: { run(spec: never, context: JobContext): Promise<Summary> };
  command: Command;
  flags: JobFlags;
  fieldFlags: FieldFlags;
  /** What the flags ask for. Not called with `--spec`. */
  specOfFlags: () => unknown;
  /** Shows progress in a way of its own. */
  show?: TerminalProgress;
}

/**
 * Runs a job as its flags, or a file, say: shows its progress, and lets SIGINT and SIGTERM stop it (a second one at once).
 *
 * @throws {InputError} `USAGE` naming the flag that cannot be used; and what the job throws.
 */
export async function runOnTerminal<Summary extends object>({
  job,
  command,
  flags,
  fieldFlags,
  specOfFlags,
  show,
}: RunOnTerminal<Summary>): Promise<Summary> {
  const [{ openResources }, { terminalProgress }] = await Promise.all([import('@tldr-rm/jobs'), import('./terminal/terminal-progress')]);
  const spec = flags.spec === undefined ? specOfFlags() : await readSpec(flags.spec, command);
  const controller = new AbortController();
  const stop = (): void => {
    // The second time there is no waiting for what is under way.
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  const progress = show ?? terminalProgress({ force: flags.progress });
  const resources = openResources({ environment: process.env, standardInput: process.stdin, standardOutput: process.stdout });
  try {
    return await job.run(spec as never, {
      signal: controller.signal,
      onProgress: progress.onProgress,
      onNotice: progress.onNotice,
      resources,
    });
  } catch (error) {
    throw await inWordsOfFlags(error, command, flags.spec, fieldFlags);
  } finally {
    progress.stop();
    await resources.close();
    process.off('SIGINT', stop).off('SIGTERM', stop);
  }
}

/** Errors about a field of the spec name the flag, or the file, that the field came from; where a flag helps, it is named. */
async function inWordsOfFlags(error: unknown, command: Command, file: string | undefined, fieldFlags: FieldFlags): Promise<unknown> {
  const [{ SpecError }, { InputError }] = await Promise.all([import('@tldr-rm/jobs'), import('@tldr-rm/schema')]);
  if (InputError.isInstance(error) && error.code === 'RESUME_MISMATCH' && command.options.some(({ long }) => long === '--overwrite')) {
    return new InputError(error.code, `${error.message} (--overwrite starts anew.)`, { cause: error });
  }
  if (!(error instanceof SpecError)) return error;
  if (file !== undefined) return new InputError(error.code, `${file}: ${error.message}`, { cause: error });
  const told = error.problems.map(({ field, problem }) => `${flagOf(field, fieldFlags) ?? (field || 'the spec')}: ${problem}`);
  return new InputError('USAGE', told.join('; '), { cause: error });
}

/** The flag of a field, or of the nearest that it is within. */
function flagOf(field: string, fieldFlags: FieldFlags): string | undefined {
  for (let name = field; name !== ''; name = name.slice(0, Math.max(0, name.lastIndexOf('.')))) {
    const flag = fieldFlags[name];
    if (flag !== undefined) return flag;
  }
  return undefined;
}

async function readSpec(path: string, command: Command): Promise<unknown> {
  const { InputError } = await import('@tldr-rm/schema');
  const other = command.options.find((option) => {
    const name = option.attributeName();
    return !SHOWING.has(name) && command.getOptionValueSource(name) === 'cli';
  });
  if (other !== undefined)
    throw new InputError('USAGE', `${other.long}: does not go with --spec, which says everything. Put it into ${path}.`);
  const text = await readFile(path, 'utf8').catch((error: Error) => {
    throw new InputError('FILE_UNREADABLE', `${path}: cannot be read (${error.message}).`, { cause: error });
  });
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InputError('SPEC_INVALID', `${path}: not valid JSON (${(error as Error).message}).`, { cause: error });
  }
}
