import { execFileSync } from 'node:child_process';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from './temporary-folder';

/** A folder that is a disk of its own, in memory, until the test ends. */
export interface SmallDisk {
  folder: string;
  resize(size: string): void;
}

/**
 * Makes a small disk.
 *
 * @param size as `mount` takes it, such as `200k`.
 * @returns null where this user may not mount one.
 */
export async function smallDisk(size: string): Promise<SmallDisk | null> {
  const folder = await temporaryFolder();
  const mount = (...arguments_: string[]): void => void execFileSync('mount', arguments_, { stdio: 'ignore' });
  try {
    mount('-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder);
  } catch {
    return null;
  }
  onTestFinished(() => void execFileSync('umount', ['--lazy', folder]));
  return { folder, resize: (larger) => mount('-o', `remount,size=${larger}`, folder) };
}
