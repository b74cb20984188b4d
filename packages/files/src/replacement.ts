import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { syncFolder } from './sync-folder';
import { toJson } from './to-json-line';
import { writeAtomically } from './write-atomically';

/** Folder within a folder where its new files are written, and its old ones are kept until all new ones are in place. */
export const REPLACING = '.tldr-rm-replacing';

const planSchema = z.object({ names: z.array(z.string()) });

/** Where the parts of a replacement lie. */
export interface Replacement {
  folder: string;
  work: string;
  fresh: string;
  old: string;
  /** Names of the new files, in the order in which they take their places. It is there once all are written. */
  plan: string;
}

export function replacementOf(folder: string): Replacement {
  const work = join(folder, REPLACING);
  return { folder, work, fresh: join(work, 'new'), old: join(work, 'old'), plan: join(work, 'plan.json') };
}

/**
 * Puts new files into their places. The one that speaks of the others leaves first and comes last, so that the folder is not taken for whole in between.
 *
 * @throws what the system says; the folder is as it was before then, unless the system does not allow that either.
 */
export async function replaceAll(replacement: Replacement, names: readonly string[]): Promise<void> {
  const { folder, work, fresh, old, plan } = replacement;
  await mkdir(old);
  await writeAtomically(plan, toJson({ names }));
  await syncFolder(work);
  try {
    for (const name of [...names].reverse()) await moveIfThere(join(folder, name), join(old, name));
    for (const name of names) await rename(join(fresh, name), join(folder, name));
    await syncFolder(folder);
  } catch (error) {
    await mendReplacement(folder);
    throw error;
  }
}

/**
 * Ends what a killed replacement began: where all new files were in place, they stay; else the old ones come back.
 *
 * @throws what the system says.
 */
export async function mendReplacement(folder: string): Promise<void> {
  const { work, fresh, old, plan } = replacementOf(folder);
  const text = await readFile(plan, 'utf8').catch(() => null);
  if (text !== null) {
    const { names } = planSchema.parse(JSON.parse(text));
    const waiting = new Set(await readdir(fresh).catch(() => []));
    const present = new Set(await readdir(folder));
    if (names.some((name) => waiting.has(name) || !present.has(name))) {
      for (const name of names.filter((other) => !waiting.has(other))) await moveIfThere(join(folder, name), join(fresh, name));
      for (const name of names) await moveIfThere(join(old, name), join(folder, name));
      await syncFolder(folder);
    }
  }
  await rm(work, { recursive: true, force: true });
}

async function moveIfThere(from: string, to: string): Promise<void> {
  await rename(from, to).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
}
