import { InputError, shorten } from '@tldr-rm/schema';

/** What can be wrong with a file, a folder or a reference to one. */
export type FileErrorCode =
  /** Two paths of one piece of work are the same file. */
  | 'SAME_FILE'
  /** The output cannot be made or written. */
  | 'OUTPUT_UNWRITABLE'
  /** There is no room on the disk, or the quota is used up. */
  | 'DISK_FULL'
  /** Another run writes this output now. */
  | 'OUTPUT_IN_USE'
  /** The output holds what this work, with these options and inputs, would not have written. */
  | 'RESUME_MISMATCH'
  /** A folder that would be replaced holds what is not known to be ours. */
  | 'NOT_OURS'
  /** A folder, a pipe, a device or a socket, where a file is needed. */
  | 'NOT_A_FILE'
  | 'FILE_UNREADABLE'
  | 'FILE_TOO_LARGE'
  /** A reference to an image means nothing. */
  | 'IMAGE_REFERENCE';

/** A file cannot be used as it was meant to be. */
export class FileError extends InputError {
  declare readonly code: FileErrorCode;

  /**
   * @param problem what is wrong and what to do, in one or more sentences after the name of the file.
   */
  constructor(code: FileErrorCode, path: string, problem: string, options?: { cause?: unknown }) {
    super(code, `${shorten(path)}: ${problem}`, options);
  }
}
