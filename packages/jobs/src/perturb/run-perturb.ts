import { outputFormat } from '@tldr-rm/datasets';
import { readingOf } from '../dataset-spec';
import type { OpenedContext } from '../job/job';
import { openEngine } from './open-engine';
import { perturbFile } from './perturb-file';
import type { PerturbSpec } from './perturb-spec';
import type { PerturbSummary } from './perturb-summary';

/** What `perturb` tells: what became of the samples, and what a language model was asked. */
export type PerturbJobSummary = PerturbSummary & {
  output: string;
  /** Nothing had to be done. */
  alreadyComplete: boolean;
  /** Characters that the engine reads, where samples were longer. */
  longestText?: number;
  usage?: object;
};

/** Opens the engine and perturbs the file. */
export async function runPerturb(spec: PerturbSpec, context: OpenedContext): Promise<PerturbJobSummary> {
  const { input, output, to, overwrite } = spec;
  const reading = readingOf(spec);
  const format = outputFormat(output, to ?? (/\.parquet$/i.test(output) ? undefined : 'jsonl'));
  const engine = await openEngine(spec, { input, output, reading, overwrite }, context);
  const summary = await perturbFile({ ...spec, format, reading, engine }, context);
  const usage = engine.usage?.();
  const { maximumLength } = engine;
  return {
    output,
    ...summary,
    ...(summary.tooLong !== undefined && maximumLength !== undefined && { longestText: maximumLength }),
    ...(usage && { usage }),
  };
}
