import { constants } from 'node:fs';
import { access, type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { makeFolder } from './make-folder';
import { openSink } from './open-sink';
import type { Output } from './output';
import { type OutputTarget, outputPlace } from './output-target';
import type { Place } from './place';
import { syncFolder } from './sync-folder';
import { sweepOnce, temporaryBeside } from './temporary-name';
import { unwritable } from './unwritable';

export interface OutputOptions {
  /** Whether a file is on the disk before it takes its place (default true). Thousands of small files that can be made again need not survive a power cut at the price of a wait for each. */
  sync?: boolean;
}

/**
 * Opens an output. A file appears, or changes, once it is complete: it is written beside its place, and keeps the mode and owner that it had. Links are followed. Pipes, devices and streams
 * get each chunk as it is written.
 *
 * @throws {FileError} `OUTPUT_UNWRITABLE` or `DISK_FULL`.
 */
export async function openOutput(target: OutputTarget, { sync = true }: OutputOptions = {}): Promise<Output> {
  if (typeof target !== 'string') return openSink(target);
  const place = await outputPlace(target);
  return place.kind === 'stream' ? openThrough(target) : openReplacement(target, place, sync);
}

async function openThrough(path: string): Promise<Output> {
  const fail = unwritable(path);
  const handle = await open(path, constants.O_WRONLY | constants.O_APPEND).catch(fail);
  const close = once(() => handle.close().catch(fail));
  return {
    name: path,
    write: (chunk) => handle.appendFile(chunk).catch(fail),
    finish: close,
    discard: close,
  };
}

async function openReplacement(path: string, { path: place, stats }: Place, sync: boolean): Promise<Output> {
  const fail = unwritable(path);
  if (stats !== null) await access(place, constants.W_OK).catch(fail);
  const folder = await makeFolder(dirname(place)).catch(fail);
  await sweepOnce(dirname(place));
  const temporary = temporaryBeside(place);
  const handle = await open(temporary, 'wx').catch(async (error) => {
    await folder.undo();
    return fail(error);
  });
  const close = once(() => handle.close());
  let finished = false;
  const discard = async (): Promise<void> => {
    if (finished) return;
    await close().catch(() => undefined);
    await rm(temporary, { force: true }).catch(() => undefined);
    await folder.undo();
  };
  return {
    name: path,
    temporary,
    write: (chunk) => handle.appendFile(chunk).catch(fail),
    async finish() {
      try {
        if (stats !== null) await takeOver(handle, stats);
        if (sync) await handle.sync();
        await close();
        await rename(temporary, place);
        finished = true;
      } catch (error) {
        await discard();
        fail(error as Error);
      }
      if (sync) await syncFolder(dirname(place));
    },
    discard,
  };
}

/** Gives a file the owner and mode of the one that it replaces. */
async function takeOver(handle: FileHandle, { uid, gid, mode }: NonNullable<Place['stats']>): Promise<void> {
  const own = await handle.stat({ bigint: true });
  // Only root can give a file away; others keep it.
  if (own.uid !== uid || own.gid !== gid) await handle.chown(Number(uid), Number(gid)).catch(() => undefined);
  if (own.mode !== mode) await handle.chmod(Number(mode & 0o7777n));
}

function once(act: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    done ??= act();
    return done;
  };
}
