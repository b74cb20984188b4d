/** Paths of stdout. */
const STDOUT_NAMES = new Set(['-', '/dev/stdout', '/dev/fd/1', '/proc/self/fd/1']);

/** Where the summary of a command goes: to stdout, unless what it writes goes there itself. */
export function summaryStream(output: string): NodeJS.WriteStream {
  return STDOUT_NAMES.has(output) ? process.stderr : process.stdout;
}
