import type { JobOutput } from '../src/paths/open-paths';
import type { RereadableInput } from '../src/paths/open-rereadable';

/** A file as an opened input. */
export function inputFile(path: string): RereadableInput {
  return { path, name: path, base: path, isFile: true, close: async () => undefined };
}

/** A file as an opened output. */
export function outputFile(path: string): JobOutput {
  return { target: path, name: path, base: path, isFile: true };
}
