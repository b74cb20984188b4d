/** Something that is written from beginning to end. */
export interface Output {
  /** As messages call it. */
  readonly name: string;
  /** Where a file is written until it is complete; not given where it is written through. */
  readonly temporary?: string;
  /** @throws {FileError} `OUTPUT_UNWRITABLE` or `DISK_FULL`. */
  write(chunk: string | Uint8Array): Promise<void>;
  /**
   * Puts it on the disk and in its place; nothing can be written after.
   *
   * @throws {FileError} `OUTPUT_UNWRITABLE` or `DISK_FULL`; nothing is left behind then.
   */
  finish(): Promise<void>;
  /** Gives up: nothing is left behind, and what was there stays. After `finish` it does nothing. */
  discard(): Promise<void>;
}
