import { readFile, rm } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { ResumeError, unwritable, writeAtomically } from '@tldr-rm/files';
import { taxonomySchema } from '@tldr-rm/schema';
import { z } from 'zod';

const fileMarkSchema = z.object({ bytes: z.number(), modified: z.number() });

/** Tells whether a file is the same as before, without reading it. */
export type FileMark = z.infer<typeof fileMarkSchema>;

const runStateSchema = z.object({
  /** 1 named flags. */
  version: z.literal(2),
  /** What was asked for, by the fields of the spec. */
  options: z.record(z.string(), z.unknown()),
  /** Samples that are done, and a digest of them in their order. */
  samples: z.number().int().nonnegative(),
  digest: z.string(),
  /** Length of the lines that were made of them. */
  bytes: z.number().int().nonnegative(),
  summary: z.object({
    samples: z.number(),
    written: z.number(),
    withoutScene: z.number(),
    alreadyFalse: z.number(),
    notApplicable: z.number(),
    byTaxonomy: z.partialRecord(taxonomySchema, z.number()),
  }),
  /** Once all is done: the input then, and the output. */
  finished: z.object({ input: fileMarkSchema, output: fileMarkSchema }).optional(),
});

/** How far a run has come, in a file beside its output. */
export type RunState = z.infer<typeof runStateSchema>;

export const statePath = (output: string): string => `${output}.state.json`;

/**
 * Reads the state of an earlier run. A file that is missing, or of another version, is no state.
 *
 * @throws {ResumeError} if the run was asked for something else.
 */
export async function readRunState(output: string, options: RunState['options']): Promise<RunState | null> {
  const state = await readState(output);
  if (state === null) return null;
  const asked: RunState['options'] = JSON.parse(JSON.stringify(options));
  const different = Object.keys({ ...state.options, ...asked }).filter((name) => !isDeepStrictEqual(state.options[name], asked[name]));
  if (different.length > 0) {
    const changes = different.map((name) => `${name} was ${describe(state.options[name])}, and is ${describe(asked[name])}`);
    throw new ResumeError(output, `was made with other options: ${changes.join('; ')}`);
  }
  return state;
}

/** What an earlier run was asked for, if its state is there. */
export async function readEarlierOptions(output: string): Promise<RunState['options'] | null> {
  return (await readState(output))?.options ?? null;
}

export async function writeRunState(output: string, state: RunState): Promise<void> {
  await writeAtomically(statePath(output), `${JSON.stringify(state, null, 2)}\n`).catch(unwritable(statePath(output)));
}

export async function removeRunState(output: string): Promise<void> {
  await rm(statePath(output), { force: true });
}

async function readState(output: string): Promise<RunState | null> {
  const text = await readFile(statePath(output), 'utf8').catch(() => null);
  return text === null ? null : parseState(text);
}

function parseState(text: string): RunState | null {
  try {
    return runStateSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function describe(value: unknown): string {
  if (value === undefined) return 'not given';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
