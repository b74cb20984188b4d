import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomically } from '@tldr-rm/files';
import { InputError } from '@tldr-rm/schema';
import { type Answer, answerSchema } from './answer';

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
      let text: string;
      try {
        text = await readFile(pathOf(key), 'utf8');
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
        throw new InputError(
          'CACHE_UNREADABLE',
          `${pathOf(key)}: cannot be read (${(error as Error).message}). Give another folder for the cache.`,
          {
            cause: error,
          },
        );
      }
      return parse(text);
    },
    async write(key, answer) {
      try {
        await writeAtomically(pathOf(key), JSON.stringify(answer));
      } catch (error) {
        throw new InputError(
          'CACHE_UNWRITABLE',
          `${folder}: cannot be written (${(error as Error).message}). Give another folder for the cache.`,
          {
            cause: error,
          },
        );
      }
    },
  };
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
