import { shorten } from '@tldr-rm/schema';

/** Longest path that systems take (PATH_MAX of Linux), so that none is cut. */
const LONGEST_PATH = 4096;

/** A path for a terminal: characters that would steer it are shown as what they are. */
export function shownPath(path: string): string {
  return shorten(path, LONGEST_PATH);
}
