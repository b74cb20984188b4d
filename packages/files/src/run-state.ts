import { rm } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { quote } from '@tldr-rm/schema';
import { z } from 'zod';
import { statePath } from './beside';
import { fileMarkSchema } from './file-mark';
import { readRegularFile } from './read-regular-file';
import { ResumeError } from './resume-error';
import { toJson } from './to-json-line';
import { writeAtomically } from './write-atomically';

/** A state is a page of figures; anything longer is none. */
const MAX_STATE_BYTES = 4 * 1024 * 1024;

const runStateSchema = z.object({
  version: z.literal(2),
  /** Which job it is. */
  job: z.string(),
  /** What decides the output, by the names of the spec's fields. */
  options: z.record(z.string(), z.unknown()),
  /** Items of the input that are done, and a digest of them in their order. */
  items: z.number().int().nonnegative(),
  digest: z.string(),
  /** Length of what was made of them. */
  bytes: z.number().int().nonnegative(),
  /** What the job tells of them in the end. */
  summary: z.unknown(),
  /** Once all is done: the input then, unless it was a pipe, and the output. */
  finished: z.object({ input: fileMarkSchema.nullable(), output: fileMarkSchema }).optional(),
});

/** How far a run has come, in a file beside its output. */
export type RunState<Summary> = Omit<z.infer<typeof runStateSchema>, 'summary'> & { summary: Summary };

export interface RunAsked<Summary> {
  job: string;
  /** What decides the output, by the names of the spec's fields; JSON. A field that is undefined is not given. */
  options: Readonly<Record<string, unknown>>;
  summary: z.ZodType<Summary>;
}

/**
 * Reads the state of an earlier run. A file that is missing, damaged, or of another version, is no state.
 *
 * @throws {ResumeError} if it was another job, or was asked for something else; it says what.
 */
export async function readRunState<Summary>(output: string, asked: RunAsked<Summary>): Promise<RunState<Summary> | null> {
  const state = await readState(output);
  const summary = asked.summary.safeParse(state?.summary);
  if (state === null || !summary.success) return null;
  if (state.job !== asked.job) throw new ResumeError(output, `was made by ${quote(state.job)}, not by ${quote(asked.job)}`);
  const now = JSON.parse(toJson(asked.options)) as Record<string, unknown>;
  const names = Object.keys({ ...state.options, ...now }).filter((name) => !isDeepStrictEqual(state.options[name], now[name]));
  if (names.length > 0) {
    const changes = names.map((name) => `${name} was ${describe(state.options[name])}, and is ${describe(now[name])}`);
    throw new ResumeError(output, `was made with other options: ${changes.join('; ')}`);
  }
  return { ...state, summary: summary.data };
}

/** What an earlier run was asked for, if its state is there. */
export async function readEarlierOptions(output: string): Promise<Record<string, unknown> | null> {
  return (await readState(output))?.options ?? null;
}

/** @throws {FileError} `OUTPUT_UNWRITABLE` or `DISK_FULL`. */
export async function writeRunState<Summary>(output: string, state: Omit<RunState<Summary>, 'version'>): Promise<void> {
  await writeAtomically(statePath(output), `${toJson({ version: 2, ...state }, 2)}\n`);
}

/** Forgets a run. A file of that name that is no state stays. */
export async function removeRunState(output: string): Promise<void> {
  if ((await readState(output)) !== null) await rm(statePath(output), { force: true });
}

async function readState(output: string): Promise<z.infer<typeof runStateSchema> | null> {
  try {
    const text = await readRegularFile(statePath(output), { maximumBytes: MAX_STATE_BYTES });
    return runStateSchema.parse(JSON.parse(text.toString()));
  } catch {
    return null;
  }
}

function describe(value: unknown): string {
  if (value === undefined) return 'not given';
  return typeof value === 'string' ? quote(value).slice(1, -1) : quote(value);
}
