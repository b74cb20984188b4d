import { shorten } from '@tldr-rm/schema';

/** Why the system refused, without the path that it repeats: `ENOENT: no such file or directory`. */
export function systemReason(error: Error): string {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined) return shorten(error.message, 200);
  return shorten(error.message.split(`, ${syscall}`)[0]!, 200);
}
