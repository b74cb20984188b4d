import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomically } from '@tldr-rm/files';
import { InputError, shorten } from '@tldr-rm/schema';
import { type Answer, answerSchema } from './answer';

/** Longest file that is read, in bytes: an answer is at most 4 MiB, and each byte of it may take six characters. What is longer is none of ours. */
const MAXIMUM_FILE_BYTES = 32 * 1024 * 1024;

/** Keeps answers, so that none is paid for twice. */
export interface AnswerCache {
  read(key: string): Promise<Answer | null>;
  /** Resolves once the answer would survive a crash. */
  write(key: string, answer: Answer): Promise<void>;
}

/**
 * A cache on the disk: one file an answer, which is either there as a whole or not at all, whatever happens to the process. Several runs may share it.
 * Files that cannot be understood count as absent and are written anew.
 *
 * @param folder is made with the first answer.
 */
export function openAnswerCache(folder: string): AnswerCache {
  // A folder with a hundred thousand files is slow to list.
  const pathOf = (key: string): string => join(folder, key.slice(0, 2), `${key}.json`);
  return {
    async read(key) {
      let text: string | null;
      try {
        text = await readBounded(pathOf(key));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
        throw new InputError(
          'CACHE_UNREADABLE',
          `${shorten(pathOf(key))}: cannot be read (${(error as Error).message}). Give another folder for the cache.`,
          { cause: error },
        );
      }
      return text === null ? null : parse(text);
    },
    async write(key, answer) {
      try {
        await writeAtomically(pathOf(key), JSON.stringify(answer));
      } catch (error) {
        throw new InputError(
          'CACHE_UNWRITABLE',
          `${shorten(folder)}: cannot be written (${(error as Error).message}). Give another folder for the cache.`,
          { cause: error },
        );
      }
    },
  };
}

/** Null for what is no file of a length that an answer can have. */
async function readBounded(path: string): Promise<string | null> {
  // Opening a pipe would wait for somebody to write.
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stats = await file.stat();
    return stats.isFile() && stats.size <= MAXIMUM_FILE_BYTES ? await file.readFile('utf8') : null;
  } finally {
    await file.close();
  }
}

function parse(text: string): Answer | null {
  try {
    return answerSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** The name under which an answer is kept: a hash of all that it depends on. */
export function cacheKey(parts: unknown): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
