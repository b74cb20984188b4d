import { execFileSync } from 'node:child_process';

const PAGE = 4096;

/** A disk in memory that lies over a folder. */
export interface SmallDisk {
  /** Gives it room for everything. */
  enlarge(): void;
  close(): void;
}

/**
 * Mounts a disk over an empty folder.
 *
 * @param pages of 4096 bytes that it has room for.
 * @throws what `mount` says where mounting is not allowed.
 */
export function mountSmallDisk(folder: string, pages: number): SmallDisk {
  const mount = (...arguments_: string[]): void => void execFileSync('mount', arguments_, { stdio: ['ignore', 'ignore', 'pipe'] });
  mount('-t', 'tmpfs', '-o', `size=${pages * PAGE}`, 'tmpfs', folder);
  return {
    enlarge: () => mount('-o', 'remount,size=2g', folder),
    close: () => void execFileSync('umount', [folder], { stdio: 'ignore' }),
  };
}

/** Pages that files of such lengths take. */
export function pagesOf(lengths: readonly number[]): number {
  return lengths.reduce((pages, length) => pages + Math.max(1, Math.ceil(length / PAGE)), 0);
}
