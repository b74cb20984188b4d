import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { InputError } from '@tldr-rm/schema';

/** A file that is written under a temporary name, and takes its own once it is complete. */
export interface AtomicFile {
  temporary: string;
  /** Puts it on the disk and in its place. */
  commit(): Promise<void>;
  discard(): Promise<void>;
}

/**
 * Prepares a file; folders on the way are made.
 *
 * @throws {InputError} `OUTPUT_UNWRITABLE`.
 */
export async function atomicFile(path: string): Promise<AtomicFile> {
  const unwritable = (error: Error): never => {
    throw new InputError('OUTPUT_UNWRITABLE', `${path}: cannot be written (${error.message}).`, { cause: error });
  };
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  await mkdir(dirname(path), { recursive: true }).catch(unwritable);
  await (await open(temporary, 'wx').catch(unwritable)).close();
  return {
    temporary,
    async commit() {
      const handle = await open(temporary, 'r+');
      await handle.sync();
      await handle.close();
      await rename(temporary, path).catch(unwritable);
    },
    discard: () => rm(temporary, { force: true }),
  };
}
