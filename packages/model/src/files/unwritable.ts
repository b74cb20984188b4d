import { inputError } from '../errors';

/** What the file system says when nothing is wrong with what is written, but it cannot be written there. */
const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full; make room',
  EDQUOT: 'the quota of the disk is used up; make room',
  EACCES: 'no permission to write there; give another folder',
  EPERM: 'no permission to write there; give another folder',
  EROFS: 'the disk is read-only; give another folder',
};

/** Rethrows an error of the file system as one that names what could not be written; other errors as they are. */
export function unwritable(path: string, error: unknown): never {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === undefined || !/^E[A-Z]+$/.test(code)) throw error;
  throw inputError('OUTPUT_UNWRITABLE', `${path} cannot be written: ${REASONS[code] ?? message}. What was there is as it was.`, {
    cause: error,
  });
}
