import { dirname } from 'node:path';
import { pid } from 'node:process';
import { shorten } from '@tldr-rm/schema';
import { FileError } from './file-error';
import { foldedPath } from './folded-path';
import { type Hold, holdAddress, type LockHolder } from './hold-address';
import { lockAddress } from './lock-address';
import type { OutputTarget } from './output-target';
import { type Place, placeOf } from './place';
import { sweepTemporaries } from './temporary-name';
import { unwritable } from './unwritable';

/** An output that nobody else writes until it is released, or the process ends. */
export interface OutputLock {
  release(): Promise<void>;
}

/**
 * Makes sure that nobody else on this machine writes an output, a file or a folder, by whatever path or link, be it in this process. The lock is no file: nothing is left of it when the process
 * is killed. Pipes, devices and streams are not locked. What killed runs have left half written beside the output is removed.
 *
 * Containers that share a disk, but not their network, do not see each other's locks.
 *
 * @param job what the output is written by, as another run is told.
 * @throws {FileError} `OUTPUT_IN_USE`, naming who writes it and since when.
 */
export async function lockOutput(target: OutputTarget, { job }: { job: string }): Promise<OutputLock> {
  if (typeof target !== 'string') return { release: async () => undefined };
  const fail = unwritable(target);
  const place = await placeOf(target).catch(fail);
  if (place.kind === 'stream') return { release: async () => undefined };
  const self: LockHolder = { pid, job, startedAt: new Date().toISOString() };
  const holds: Extract<Hold, { held: true }>[] = [];
  const release = async (): Promise<void> => {
    await Promise.all(holds.splice(0).map((hold) => hold.release()));
  };
  for (const key of await keysOf(place)) {
    const hold = await holdAddress(lockAddress(key), self).catch(fail);
    if (hold.held) {
      holds.push(hold);
      continue;
    }
    await release();
    throw new FileError('OUTPUT_IN_USE', target, `${describeHolder(hold.holder)}. Wait for it, or give another output.`);
  }
  await sweepTemporaries(place.kind === 'folder' ? place.path : dirname(place.path));
  return { release };
}

/** By its path, since it may be replaced by another file of that name; and by what it is, since it may have several names. */
async function keysOf({ path, stats }: Place): Promise<string[]> {
  const byPath = `path ${await foldedPath(path)}`;
  return stats === null ? [byPath] : [byPath, `file ${stats.dev} ${stats.ino}`];
}

function describeHolder(holder: LockHolder | null): string {
  if (holder === null) return 'is being written by another process, which does not say more';
  const who = holder.pid === pid ? 'this process' : `process ${holder.pid}`;
  return `is being written by ${who} (${shorten(holder.job)}, since ${shorten(holder.startedAt)})`;
}
