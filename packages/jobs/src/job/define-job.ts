import { assertDistinctPaths, lockOutput, type OutputLock, type WorkPaths } from '@tldr-rm/files';
import { TldrError } from '@tldr-rm/schema';
import type { z } from 'zod';
import { openResources } from '../resources/resources';
import { InterruptedError } from './interrupted-error';
import type { Job, OpenedContext } from './job';
import { SpecError, type SpecProblem } from './spec-error';

/** Problems of a spec that are told at once. */
const SHOWN_PROBLEMS = 3;

/** The paths that a spec names, by their fields. */
export interface JobPaths extends WorkPaths {
  /** Folders that are written into, and may hold what else the spec names. */
  filled?: Readonly<Record<string, string | undefined>>;
}

interface JobDefinition<Spec extends z.ZodType, Summary extends object> {
  name: string;
  description: string;
  spec: Spec;
  /** None of them may be another, and nobody else may write the outputs at the same time. */
  paths(spec: z.output<Spec>): JobPaths | Promise<JobPaths>;
  /** Imports what is costly only when it is called, so that knowing a job costs nothing. */
  work(spec: z.output<Spec>, context: OpenedContext): Promise<Summary>;
}

/** Makes a job of a spec and its work: checks the spec, fills in the context, closes what it opened, and tells an interruption in one way. */
export function defineJob<Spec extends z.ZodType, Summary extends object>(definition: JobDefinition<Spec, Summary>): Job<Spec, Summary> {
  const { name, description, spec: schema, paths, work } = definition;
  return {
    name,
    description,
    spec: schema,
    async run(spec, { signal = new AbortController().signal, onProgress = nothing, onNotice = nothing, resources } = {}) {
      const checked = checkSpec(schema, spec);
      const locks = await lockPaths(name, await paths(checked));
      const shared = resources ?? openResources();
      try {
        if (signal.aborted) throw new InterruptedError(`${name}: stopped before it began.`);
        return await work(checked, { signal, onProgress, onNotice, resources: shared });
      } catch (error) {
        const isTold = TldrError.isInstance(error) && error.code === 'INTERRUPTED';
        throw signal.aborted && !isTold && isAbort(error, signal)
          ? new InterruptedError(`${name}: stopped. The same spec goes on where this job can, and begins anew where it cannot.`)
          : error;
      } finally {
        if (resources === undefined) await shared.close();
        for (const lock of locks) await lock.release();
      }
    },
  };
}

function nothing(): void {}

/**
 * Makes sure that the outputs are this run's alone.
 *
 * @throws {FileError} `SAME_FILE`, or `OUTPUT_IN_USE` naming who writes it.
 */
async function lockPaths(job: string, { inputs, outputs = {}, folders = {}, filled = {} }: JobPaths): Promise<OutputLock[]> {
  await assertDistinctPaths({ inputs, outputs: { ...outputs, ...filled }, folders });
  const locks: OutputLock[] = [];
  try {
    for (const target of Object.values({ ...outputs, ...folders, ...filled })) {
      if (target !== undefined) locks.push(await lockOutput(target, { job }));
    }
  } catch (error) {
    for (const lock of locks) await lock.release();
    throw error;
  }
  return locks;
}

/** Only what the signal itself caused; a failure on the way out is still a failure. */
function isAbort(error: unknown, signal: AbortSignal): boolean {
  return error === signal.reason || (error instanceof Error && error.name === 'AbortError');
}

/**
 * Checks what was asked for.
 *
 * @throws {SpecError} naming the first field that is wrong.
 */
export function checkSpec<Spec extends z.ZodType>(schema: Spec, spec: unknown): z.output<Spec> {
  const parsed = schema.safeParse(spec);
  if (parsed.success) return parsed.data;
  const [first, ...others] = parsed.error.issues.slice(0, SHOWN_PROBLEMS).map((issue) => problemOf(issue, spec));
  throw new SpecError(first!.field, first!.problem, { others, cause: parsed.error });
}

function problemOf(issue: z.core.$ZodIssue, spec: unknown): SpecProblem {
  const field = fieldOf(issue);
  const isMissing = issue.code === 'invalid_type' && issue.path.length > 0 && valueAt(spec, issue.path) === undefined;
  return { field, problem: isMissing ? 'is missing.' : issue.message };
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined),
    value,
  );
}

function fieldOf({ path }: z.core.$ZodIssue): string {
  return path.map(String).join('.');
}
