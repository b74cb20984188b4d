import type { DetectionComparison } from '@tldr-rm/evaluate';
import { answersPath, writeAtomically } from '@tldr-rm/files';
import type { CaseChooser } from '@tldr-rm/reports';
import { InputError } from '@tldr-rm/schema';
import { InterruptedError } from '../job/interrupted-error';
import type { OpenedContext } from '../job/job';
import { SpecError } from '../job/spec-error';
import { pagePath } from '../pages/page-path';
import { assertWritable } from '../paths/assert-writable';
import { type JobInput, openInput } from '../paths/open-paths';
import { openLineSkipper, type SkippedSummary, skippedSummary } from '../skip-lines';
import type { EvaluateSpec } from './evaluate-job';
import { evaluateScorers, nameScorers } from './evaluate-scorers';
import type { JudgeSummary } from './judge-scorer';
import { openScorers } from './open-scorers';

/** A file that could not be written although it could be before the work. */
export interface UnwrittenOutput {
  field: string;
  code: string;
  message: string;
}

export interface EvaluateSummary extends SkippedSummary {
  /** The report of each scorer, and how they differ from the first. */
  comparison: DetectionComparison;
  /** What came of the judge's answers. */
  judge?: JudgeSummary;
  /** The files that were written, of those that were asked for. */
  report?: string;
  markdown?: string;
  csv?: string;
  /** Those that could not be; the figures are right all the same. */
  unwritten?: UnwrittenOutput[];
}

/**
 * Evaluates what was asked for, and writes the files.
 *
 * @throws {InterruptedError} if the signal came: nothing is written then, and what a judge answered is kept.
 */
export async function runEvaluate(spec: EvaluateSpec, context: OpenedContext): Promise<EvaluateSummary> {
  const { judge, markdown, csv } = spec;
  const input = await openInput('input', spec.input, context);
  if (judge !== undefined && judge.cache === undefined && !input.isFile) {
    throw new SpecError('judge.cache', 'is missing. Answers are kept beside the input, which is no file. Say where to keep them.');
  }
  const outputs = { report: spec.report === undefined ? undefined : pagePath(spec.report), markdown, csv };
  for (const path of Object.values(outputs)) await assertWritable(path);
  try {
    return await evaluate(spec, input, outputs, context);
  } catch (error) {
    if (!context.signal.aborted) throw error;
    const kept = judge === undefined ? '' : ' What the judge has answered is kept.';
    throw new InterruptedError(`${input.name}: the evaluation was stopped, and nothing was written.${kept}`);
  }
}

type Outputs = Pick<EvaluateSpec, 'report' | 'markdown' | 'csv'>;

async function evaluate(spec: EvaluateSpec, input: JobInput, outputs: Outputs, context: OpenedContext): Promise<EvaluateSummary> {
  const { theta, samples: maximum, resamples, seed, onError } = spec;
  const { scorers, judgeSummary, close } = await openScorers(spec, answersPath(spec.input), context);
  const beside = Object.values(outputs).find((path) => path !== undefined);
  const skipper = await openLineSkipper(beside ?? null, { onError, startAnew: true, onNotice: context.onNotice });
  try {
    const named = nameScorers(scorers, theta);
    const chooser = outputs.report === undefined ? undefined : (await import('@tldr-rm/reports')).createCaseChooser(named);
    const scoring = { input, theta, maximum, resamples, seed, skipper, chooser };
    const comparison = await evaluateScorers(named, scoring, context);
    const judge = judgeSummary();
    const written = await writeOutputs(comparison, outputs, { data: input.name, chooser });
    return { comparison, ...(judge && { judge }), ...written, ...skippedSummary(skipper) };
  } finally {
    await skipper.close();
    await close();
  }
}

/** Writes what was asked for. A file that cannot be written keeps none of the others from being written. */
async function writeOutputs(
  comparison: DetectionComparison,
  outputs: Outputs,
  { data, chooser }: { data: string; chooser: CaseChooser | undefined },
): Promise<Omit<EvaluateSummary, 'comparison'>> {
  if (Object.values(outputs).every((path) => path === undefined)) return {};
  const [{ evaluationCsv, renderEvaluation }, { writeEvaluationPage }] = await Promise.all([
    import('@tldr-rm/reports'),
    import('./write-evaluation-page'),
  ]);
  const writers = {
    markdown: (path: string) => writeAtomically(path, renderEvaluation({ comparison }, 'markdown')),
    csv: (path: string) => writeAtomically(path, evaluationCsv({ comparison })),
    report: (path: string) => writeEvaluationPage(path, comparison, { cases: chooser?.chosen() ?? [], data }),
  };
  const written: Outputs = {};
  const unwritten: UnwrittenOutput[] = [];
  for (const field of ['markdown', 'csv', 'report'] as const) {
    const path = outputs[field];
    if (path === undefined) continue;
    try {
      await writers[field](path);
      written[field] = path;
    } catch (error) {
      if (!InputError.isInstance(error)) throw error;
      unwritten.push({ field, code: error.code, message: error.message });
    }
  }
  return { ...written, ...(unwritten.length > 0 && { unwritten }) } as Omit<EvaluateSummary, 'comparison'>;
}
