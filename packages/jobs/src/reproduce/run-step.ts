import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { unwritable, writeAtomically } from '@tldr-rm/files';

interface StoredStep<Result> {
  made: string;
  seconds: number;
  result: Result;
}

/** What a step gave, and how long it took when it was done. */
export interface StepResult<Result> {
  result: Result;
  seconds: number;
  /** It was done by an earlier run. */
  wasThere: boolean;
}

/**
 * Does a step whose result is JSON, unless its file says that it was done of the same things before.
 *
 * @param of everything that decides the result; JSON.
 */
export async function runStep<Result>(file: string, of: unknown, step: () => Promise<Result>): Promise<StepResult<Result>> {
  const made = createHash('sha256').update(JSON.stringify(of)).digest('hex');
  const stored = await readStored<Result>(file);
  if (stored?.made === made) return { result: stored.result, seconds: stored.seconds, wasThere: true };
  const start = performance.now();
  const result = await step();
  const seconds = (performance.now() - start) / 1000;
  await mkdir(dirname(file), { recursive: true }).catch(unwritable(file));
  await writeAtomically(file, `${JSON.stringify({ made, seconds, result })}\n`).catch(unwritable(file));
  return { result, seconds, wasThere: false };
}

async function readStored<Result>(file: string): Promise<StoredStep<Result> | null> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as StoredStep<Result>;
  } catch {
    return null;
  }
}
