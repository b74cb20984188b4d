import { cp, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { beginOut } from './begin-out';
import { digestFolder } from './digest-folder';
import { type Pace, watchChanges } from './moment';
import { runProgram } from './run-program';
import { pagesOf } from './small-disk';
import type { Work } from './work';

/** What a run gives that nobody disturbs. */
export interface Undisturbed {
  /** Digests of its inputs, and of what it writes. */
  in: ReadonlyMap<string, string>;
  out: ReadonlyMap<string, string>;
  pace: Pace;
  /** Pages of a disk that what it writes takes, and what was there before. */
  pages: number;
  pagesBefore: number;
}

/**
 * Runs a work once.
 *
 * @param inputs folder with `in/`.
 * @param folder to run in; it is made, and removed.
 * @throws {Error} if the run fails.
 */
export async function runUndisturbed(work: Work, inputs: string, folder: string): Promise<Undisturbed> {
  const [input, out] = [join(folder, 'in'), join(folder, 'out')];
  for (const path of [out, join(folder, 'tmp')]) await mkdir(path, { recursive: true });
  await cp(join(inputs, 'in'), input, { recursive: true, preserveTimestamps: true });
  await beginOut(work, folder);
  const pagesBefore = await pagesIn(out);
  const changes = watchChanges(out);
  const began = performance.now();
  const { code, stderr } = await runProgram(work.arguments, folder).ended;
  const milliseconds = performance.now() - began;
  changes.close();
  if (code !== 0) throw new Error(`${work.name} ended undisturbed with ${code}: ${stderr}`);
  const result = {
    in: await digestFolder(input),
    out: await digestFolder(out),
    pace: { milliseconds, changes: changes.count() },
    pages: await pagesIn(out),
    pagesBefore,
  };
  await rm(folder, { recursive: true });
  return result;
}

async function pagesIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const lengths = await Promise.all(entries.map(async (entry) => (await stat(join(entry.parentPath, entry.name))).size));
  return pagesOf(lengths);
}
