/** Stands for the standard input, or output, of the program that runs the job. */
export const STANDARD_STREAM = '-';

/** A path of a spec, where it is one. */
export function pathOf(path: string | undefined): string | undefined {
  return path === STANDARD_STREAM ? undefined : path;
}
