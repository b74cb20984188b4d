import { outputFormat } from '@tldr-rm/datasets';
import { readingOf } from '../dataset-spec';
import type { OpenedContext } from '../job/job';
import { SpecError } from '../job/spec-error';
import { openTarget } from '../paths/open-paths';
import { openRereadable } from '../paths/open-rereadable';
import { openEngine } from './open-engine';
import { type PerturbFileOptions, type PerturbFileSummary, perturbFile } from './perturb-file';
import type { PerturbSpec } from './perturb-spec';

/** What `perturb` tells: what became of the samples, and what a language model was asked. */
export type PerturbJobSummary = PerturbFileSummary & {
  output: string;
  /** Characters that the engine reads, where samples were longer. */
  longestText?: number;
  usage?: object;
};

/** Opens the engine and perturbs the file. */
export async function runPerturb(spec: PerturbSpec, context: OpenedContext): Promise<PerturbJobSummary> {
  const { to, overwrite } = spec;
  const output = await openTarget('output', spec.output, context);
  const format = outputFormat(spec.output, to ?? (/\.parquet$/i.test(spec.output) ? undefined : 'jsonl'));
  if (!output.isFile && format !== 'jsonl')
    throw new SpecError('to', `${format} is made of lines that are kept beside a file. Give a file as output, or convert what comes.`);
  if (!output.isFile && spec.languageModel && spec.languageModel.cache === undefined) {
    throw new SpecError('languageModel.cache', 'is missing. Answers are kept beside a file, and the output is none.');
  }
  const input = await openRereadable('input', spec.input, context);
  try {
    return await perturb(spec, { input, output, format, reading: readingOf(spec, output), overwrite }, context);
  } finally {
    await input.close();
  }
}

async function perturb(
  spec: PerturbSpec,
  files: Pick<PerturbFileOptions, 'input' | 'output' | 'format' | 'reading' | 'overwrite'>,
  context: OpenedContext,
): Promise<PerturbJobSummary> {
  // What is left out is said by the reader in earnest.
  const onBadRecord = spec.onError === 'skip' ? async () => undefined : undefined;
  const engine = await openEngine(spec, { ...files, reading: { ...files.reading, onBadRecord } }, context);
  const summary = await perturbFile({ ...spec, ...files, engine }, context);
  const usage = engine.usage?.();
  const { maximumLength } = engine;
  return {
    output: spec.output,
    ...summary,
    ...(summary.tooLong !== undefined && maximumLength !== undefined && { longestText: maximumLength }),
    ...(usage && { usage }),
  };
}
