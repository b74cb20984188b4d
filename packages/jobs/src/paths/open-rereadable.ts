import { spoolInput } from '@tldr-rm/files';
import type { OpenedContext } from '../job/job';
import { type JobInput, openInput } from './open-paths';

/** An input that is read more than once: the file itself, or a copy of a pipe. */
export interface RereadableInput extends Omit<JobInput, 'source'> {
  /** Where to read it. */
  path: string;
  /** Removes the copy, if one was made. */
  close(): Promise<void>;
}

/**
 * Opens an input that is read more than once.
 *
 * @throws {SpecError} if the job has no standard input.
 * @throws {FileError} `FILE_UNREADABLE`, or `DISK_FULL` if there is no room for a copy.
 */
export async function openRereadable(
  field: string,
  path: string,
  context: Pick<OpenedContext, 'resources' | 'signal'>,
): Promise<RereadableInput> {
  const { source, ...input } = await openInput(field, path, context);
  const { path: copy, close } = await spoolInput(source, { signal: context.signal });
  return { ...input, path: copy, close };
}
