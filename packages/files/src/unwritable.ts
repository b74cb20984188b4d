import { InputError } from '@tldr-rm/schema';

/**
 * What to do when a file or folder that a flag names cannot be made or written: `await mkdir(path).catch(unwritable(path))`.
 *
 * @throws {InputError} `OUTPUT_UNWRITABLE`, naming the path, the reason and the flag.
 */
export function unwritable(path: string, flag = '--out'): (error: Error) => never {
  return (error) => {
    if (error instanceof InputError) throw error;
    throw new InputError('OUTPUT_UNWRITABLE', `${path}: cannot be written (${error.message}). Give another ${flag}.`, { cause: error });
  };
}
