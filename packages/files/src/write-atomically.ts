import { type OutputOptions, openOutput } from './open-output';
import type { OutputTarget } from './output-target';

/**
 * Writes a file so that a reader, or a crash at any moment, sees either the old contents or the new: temporary file beside it, fsync, rename. Folders on the way are made. Links are followed;
 * pipes, devices and streams are written through.
 *
 * @throws {FileError} `OUTPUT_UNWRITABLE` or `DISK_FULL`; nothing has changed then, and nothing is left behind.
 */
export async function writeAtomically(target: OutputTarget, contents: string | Uint8Array, options: OutputOptions = {}): Promise<void> {
  const output = await openOutput(target, options);
  try {
    await output.write(contents);
    await output.finish();
  } catch (error) {
    await output.discard();
    throw error;
  }
}
