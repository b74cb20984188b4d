import type { Progress } from './terminal/progress';

/** Advances a bar that counts kilobytes, as `onRead` of a reader tells how many bytes it has read. */
export function progressByBytes(progress: Progress, note: () => string): (bytes: number) => void {
  let kilobytes = 0;
  return (bytes) => {
    const now = Math.ceil(bytes / 1000);
    progress.advance(now - kilobytes, note());
    kilobytes = now;
  };
}
