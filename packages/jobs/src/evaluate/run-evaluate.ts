import type { ScorerToOpen } from '@tldr-rm/detect';
import { unwritable, writeAtomically } from '@tldr-rm/files';
import type { ScorerEvaluation } from '@tldr-rm/reports';
import { evaluationCsv, renderEvaluation } from '@tldr-rm/reports';
import { type EvaluateScorersOptions, evaluateScorers } from './evaluate-scorers';
import { type JudgeToOpenOptions, judgeToOpen } from './judge-to-open';
import { detectorToOpen, likelihoodToOpen } from './scorers-to-open';

export interface RunEvaluateOptions extends EvaluateScorersOptions, Omit<JudgeToOpenOptions, 'judge' | 'detector'> {
  /** Folders; the detector that comes with this program if there is nothing else to evaluate. */
  detector?: string[];
  /** Folder of a checkpoint. */
  likelihoodOf?: string;
  /** Name of a model on its server. */
  judge?: string;
  threads?: number;
  /** Where to write the page, Markdown and CSV. */
  report?: string;
  markdown?: string;
  csv?: string;
  /** Print JSON instead of tables. */
  json?: boolean;
}

/**
 * Evaluates what was asked for, prints the tables or JSON, then writes the files.
 *
 * @throws what `evaluateScorers` and `judgeToOpen` throw, and an {InputError} `OUTPUT_UNWRITABLE` once everything was printed.
 */
export async function runEvaluate(options: RunEvaluateOptions): Promise<void> {
  const { detector = [], likelihoodOf, judge: judgeModel, threads, report, markdown, csv, json } = options;
  const judge = judgeModel === undefined ? undefined : judgeToOpen({ ...options, judge: judgeModel, detector: detector[0] });
  const asked: ScorerToOpen[] = [
    ...detector.map((folder) => detectorToOpen(folder, threads)),
    ...(likelihoodOf === undefined ? [] : [likelihoodToOpen(likelihoodOf)]),
    ...(judge === undefined ? [] : [judge]),
  ];
  const evaluation = await evaluateScorers(asked.length === 0 ? [detectorToOpen(undefined, threads)] : asked, options);
  const judgeSummary = judge?.summary();

  process.stdout.write(json ? `${JSON.stringify(asJson(evaluation, judgeSummary))}\n` : renderEvaluation(evaluation, 'text'));
  if (judgeSummary && !json) process.stderr.write(`judge: ${JSON.stringify(judgeSummary)}\n`);
  // A file that cannot be written keeps none of the others from being written.
  const written = await Promise.allSettled([
    markdown && writeAtomically(markdown, renderEvaluation(evaluation, 'markdown')).catch(unwritable(markdown)),
    csv && writeAtomically(csv, evaluationCsv(evaluation)).catch(unwritable(csv)),
    report && writeReport(report, evaluation, options),
  ]);
  const failed = written.find((outcome) => outcome.status === 'rejected');
  if (failed) throw failed.reason;
}

async function writeReport(out: string, evaluation: ScorerEvaluation, { data, json }: RunEvaluateOptions): Promise<void> {
  // Charts are loaded only here.
  const { writeEvaluationReport } = await import('./write-evaluation-report');
  const path = await writeEvaluationReport(out, evaluation, data);
  if (!json) process.stdout.write(`\nreport: ${path}\n`);
}

/** One detector's report by itself; several with their differences. */
function asJson({ evaluations, comparison }: ScorerEvaluation, judge: object | undefined): object {
  const whole = evaluations.length === 1 ? evaluations[0]! : { detectors: evaluations, differences: comparison.differences };
  return judge === undefined ? whole : { ...whole, judge };
}
