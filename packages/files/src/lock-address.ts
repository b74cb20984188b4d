import { createHash } from 'node:crypto';
import { platform, tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where a lock is held: a name that the system gives to one process at a time, and takes back when that ends, however it ends. `leavesFile` where the name is one of a file. */
export interface LockAddress {
  address: string;
  leavesFile: boolean;
}

/** The address of what is locked. On Linux it is no file at all (an abstract socket, see unix(7)), on Windows a named pipe, elsewhere a socket among the temporary files. */
export function lockAddress(key: string, system: NodeJS.Platform = platform()): LockAddress {
  // The address of a socket may have 103 bytes on macOS, whose folder for temporary files takes half of them.
  const name = `tldr-rm-${createHash('sha256').update(key).digest('hex').slice(0, 32)}`;
  if (system === 'linux') return { address: `\0${name}`, leavesFile: false };
  if (system === 'win32') return { address: `\\\\.\\pipe\\${name}`, leavesFile: false };
  return { address: join(tmpdir(), `${name}.sock`), leavesFile: true };
}
