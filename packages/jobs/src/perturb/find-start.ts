import type { OutputFormat } from '@tldr-rm/datasets';
import { isSameMark, markOf, ResumeError, readRunState } from '@tldr-rm/files';
import type { RereadableInput } from '../paths/open-rereadable';
import type { OpenedEngine } from './open-engine';
import { type PerturbState, perturbSummarySchema } from './perturb-summary';

/** Where a run begins: not at all, after what its state says, or anew, with the lines that are there to be made again and compared. */
export type Start = { kind: 'complete'; state: PerturbState } | { kind: 'resume'; state: PerturbState } | { kind: 'anew' };

export interface StartOptions {
  input: RereadableInput;
  output: string;
  /** The file of lines: the output itself, or what the output is made of in the end. */
  work: string;
  format: OutputFormat;
  engine: OpenedEngine;
  options: PerturbState['options'];
}

/**
 * Finds out what an earlier run has done.
 *
 * @throws {ResumeError} if there is an output that this run would not have made, or that it cannot go on with.
 * @throws {InputError} `FILE_UNREADABLE` if there is no input.
 */
export async function findStart({ input, output, work, format, engine, options }: StartOptions): Promise<Start> {
  const inputMark = input.isFile ? await markOf(input.path) : null;
  const [outputMark, workMark] = [await markOf(output), await markOf(work)];
  // The state of a file that was taken away is of no use.
  const state =
    outputMark === null && workMark === null
      ? null
      : await readRunState(output, { job: 'perturb', options, summary: perturbSummarySchema });
  if (state?.finished && outputMark?.bytes === state.finished.output.bytes && isSameMark(inputMark, state.finished.input)) {
    return { kind: 'complete', state };
  }
  if (format !== 'jsonl' && outputMark !== null && (state === null || state.finished)) {
    throw new ResumeError(
      output,
      state?.finished ? `is complete, but it or ${input.name} has changed since` : 'is not a file that this command wrote',
    );
  }
  if (state !== null && workMark !== null && workMark.bytes >= state.bytes) {
    if (state.finished && workMark.bytes > state.bytes) throw new ResumeError(output, 'holds more lines than this command wrote');
    return { kind: 'resume', state };
  }
  if (workMark !== null && workMark.bytes > 0 && !engine.repeatable) {
    throw new ResumeError(output, 'holds lines, but the file that tells how far they go is missing or damaged');
  }
  return { kind: 'anew' };
}
