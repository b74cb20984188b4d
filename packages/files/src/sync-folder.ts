import { open } from 'node:fs/promises';

/** Puts on the disk which files a folder holds, where the system can. */
export async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch {
    // Windows, and some network disks, have no such thing.
  }
}
