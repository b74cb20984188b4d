import { mkdir, rmdir } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Makes a folder and those above it. `undo` removes those that were made, as far as they are empty. */
export async function makeFolder(folder: string): Promise<{ undo(): Promise<void> }> {
  const first = await mkdir(folder, { recursive: true });
  return {
    async undo() {
      if (first === undefined) return;
      try {
        for (let made = folder; made.length >= first.length; made = dirname(made)) await rmdir(made);
      } catch {
        // Something else has been put there.
      }
    },
  };
}
