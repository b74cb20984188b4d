import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { ResumeError, unwritable, writeAtomically } from '@tldr-rm/files';
import { z } from 'zod';
import type { TrainFile } from './data/train-file';

/** File in the folder of a run that says what it trains. */
const FILE = 'run.json';

/** Differences that are named. */
const SHOWN_DIFFERENCES = 4;

const identitySchema = z.object({ version: z.literal(1), config: z.record(z.string(), z.unknown()) });

/** What decides the weights of a run, as JSON; how long it goes on, and what is kept and measured on the way, may change. */
function identityOf({ model, start, change, tokenizer, data, training }: TrainFile): Record<string, unknown> {
  const { steps: _steps, checkpointEvery: _every, keepCheckpoints: _keep, evaluateEvery: _evaluate, ...deciding } = training;
  return JSON.parse(JSON.stringify({ model, start, change, tokenizer, data, training: deciding })) as Record<string, unknown>;
}

/**
 * Refuses to go on with a run that trains something else than a config says.
 *
 * @throws {ResumeError} naming the fields that differ.
 */
export async function assertSameRun(folder: string, file: TrainFile): Promise<void> {
  const text = await readFile(join(folder, FILE), 'utf8').catch(() => null);
  // Runs of before had none.
  const earlier = text === null ? null : identitySchema.safeParse(parse(text)).data;
  if (!earlier) return;
  const changes = differences(earlier.config, identityOf(file));
  if (changes.length === 0) return;
  const more = changes.length > SHOWN_DIFFERENCES ? `; and ${changes.length - SHOWN_DIFFERENCES} more` : '';
  throw new ResumeError(folder, `holds a run of another config: ${changes.slice(0, SHOWN_DIFFERENCES).join('; ')}${more}`);
}

/** Says what the run in a folder trains. */
export async function writeRunIdentity(folder: string, file: TrainFile): Promise<void> {
  const path = join(folder, FILE);
  await writeAtomically(path, `${JSON.stringify({ version: 1, config: identityOf(file) }, null, 2)}\n`).catch(unwritable(path));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Such as `training.seed was 1, and is 2`. */
function differences(was: unknown, is: unknown, path = ''): string[] {
  if (isDeepStrictEqual(was, is)) return [];
  if (!isRecord(was) || !isRecord(is)) return [`${path} was ${describe(was)}, and is ${describe(is)}`];
  const names = new Set([...Object.keys(was), ...Object.keys(is)]);
  return [...names].flatMap((name) => differences(was[name], is[name], path === '' ? name : `${path}.${name}`));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function describe(value: unknown): string {
  return value === undefined ? 'not given' : JSON.stringify(value);
}
