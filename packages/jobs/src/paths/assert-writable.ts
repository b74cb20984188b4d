import { isFileTarget, openOutput } from '@tldr-rm/files';

/**
 * Finds out before the work whether a file can be written after it. Nothing is left behind.
 *
 * @throws {FileError} `OUTPUT_UNWRITABLE` or `DISK_FULL`.
 */
export async function assertWritable(path: string | undefined): Promise<void> {
  // To open a pipe and close it again would end its reader.
  if (path !== undefined && (await isFileTarget(path))) await (await openOutput(path)).discard();
}
