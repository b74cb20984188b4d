import type { FileEvaluation } from '@tldr-rm/reports';
import type { JobContext } from '../job/job';
import { evaluateJob } from './evaluate-job';

/** Evaluates one detector, or the likelihoods of a checkpoint, on labelled samples: the job "evaluate" without its other scorers and outputs. */
export async function evaluateFile(spec: Parameters<typeof evaluateJob.run>[0], context?: JobContext): Promise<FileEvaluation> {
  const { comparison } = await evaluateJob.run(spec, context);
  const { name, ...report } = comparison.reports[0]!;
  return { detector: name, ...report };
}
