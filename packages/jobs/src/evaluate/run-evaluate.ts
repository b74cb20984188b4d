import type { DetectionComparison } from '@tldr-rm/evaluate';
import { answersPath, assertDistinctPaths, lockOutput, type OutputLock, writeAtomically } from '@tldr-rm/files';
import type { CaseChooser } from '@tldr-rm/reports';
import { InputError } from '@tldr-rm/schema';
import { detectorFolder } from '../detect/open-detector';
import { InterruptedError } from '../job/interrupted-error';
import type { OpenedContext } from '../job/job';
import { SpecError } from '../job/spec-error';
import { pagePath } from '../pages/page-path';
import { assertWritable } from '../paths/assert-writable';
import { folderFiles } from '../paths/folder-files';
import { openInput, STANDARD_STREAM } from '../paths/standard-streams';
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
  const { detectors, likelihoodOf, judge, markdown, csv } = spec;
  const input = await openInput('input', spec.input, context);
  if (judge !== undefined && judge.cache === undefined && !input.isFile) {
    throw new SpecError('judge.cache', 'is missing. Answers are kept beside the input, which is no file. Say where to keep them.');
  }
  const report = spec.report === undefined ? undefined : pagePath(spec.report);
  const outputs = { report, markdown, csv };
  const used = [...(detectors.length > 0 || likelihoodOf !== undefined ? detectors : [undefined])];
  const inputs = {
    input: input.source,
    detectors: (await Promise.all(used.map(async (detector) => folderFiles(await detectorFolder(detector))))).flat(),
    likelihoodOf: likelihoodOf === undefined ? undefined : await folderFiles(likelihoodOf),
  };
  await assertDistinctPaths({ inputs, outputs });
  const locks: OutputLock[] = [];
  try {
    for (const path of Object.values(outputs)) {
      if (path !== undefined) locks.push(await lockOutput(path, { job: 'evaluate' }));
      await assertWritable(path);
    }
    return await evaluate(spec, input, outputs, context);
  } catch (error) {
    if (!context.signal.aborted) throw error;
    const kept = judge === undefined ? '' : ' What the judge has answered is kept.';
    throw new InterruptedError(`${input.name}: the evaluation was stopped, and nothing was written.${kept}`);
  } finally {
    for (const lock of locks) await lock.release();
  }
}

type Outputs = Pick<EvaluateSpec, 'report' | 'markdown' | 'csv'>;

async function evaluate(
  spec: EvaluateSpec,
  input: Awaited<ReturnType<typeof openInput>>,
  outputs: Outputs,
  context: OpenedContext,
): Promise<EvaluateSummary> {
  const { theta, samples: maximum, resamples, seed, onError } = spec;
  const answers = spec.input === STANDARD_STREAM ? '' : answersPath(spec.input);
  const { scorers, judgeSummary, close } = await openScorers(spec, answers, context);
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
