import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { holdsOnly, mendFolder } from '../files/replace-folder';
import { CHECKPOINT_FOLDER } from './checkpoint-files';

/** The newest complete checkpoint under a training run's folder, or undefined. */
export async function latestCheckpoint(runFolder: string): Promise<string | undefined> {
  const names = await listCheckpoints(runFolder);
  const newest = names.at(-1);
  return newest && join(runFolder, newest);
}

/** Name of the checkpoint folder after a number of steps; names sort by step. */
export function checkpointName(step: number): string {
  return `checkpoint-${String(step).padStart(7, '0')}`;
}

/** Deletes all but the newest checkpoints of a run. A folder that holds anything but a checkpoint stays. */
export async function pruneCheckpoints(runFolder: string, keep: number): Promise<void> {
  const names = await listCheckpoints(runFolder);
  for (const name of names.slice(0, Math.max(0, names.length - keep))) {
    const folder = join(runFolder, name);
    if (await holdsOnly(folder, CHECKPOINT_FOLDER)) await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Ends what a killed run had begun to write under a folder.
 *
 * @throws {InputError} `OUTPUT_TAKEN` if something else has the name of an unfinished checkpoint.
 */
export async function mendCheckpoints(runFolder: string): Promise<void> {
  const names = await readdir(runFolder).catch(() => [] as string[]);
  const unfinished = names.flatMap((name) => /^\.(checkpoint-\d{7})\.(?:tmp|old)$/.exec(name)?.[1] ?? []);
  for (const name of new Set(unfinished)) await mendFolder(join(runFolder, name), CHECKPOINT_FOLDER);
}

async function listCheckpoints(runFolder: string): Promise<string[]> {
  const names = await readdir(runFolder).catch(() => [] as string[]);
  return names.filter((name) => /^checkpoint-\d{7}$/.test(name)).sort();
}
