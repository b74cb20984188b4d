import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DEFAULT_BOOTSTRAP } from '@tldr-rm/evaluate';
import { unwritable } from '@tldr-rm/files';
import { digestCheckpoint } from '@tldr-rm/model';
import type { FileEvaluation, Reproduction } from '@tldr-rm/reports';
import { reproductionTables } from '@tldr-rm/reports';
import type { DetectorManifest } from '@tldr-rm/schema';
import { auditJob } from '../audit/audit-job';
import { openDetector } from '../detect/open-detector';
import { evaluateFile } from '../evaluate/evaluate-file';
import type { OpenedContext } from '../job/job';
import { within } from '../job/within';
import { compareSettings } from './compare-settings';
import { drawLabelled, type LabelledFiles } from './draw-labelled';
import type { ReproducedModels } from './reproduced-models';
import { runStep } from './run-step';

export interface ReproduceOptions {
  /** Folder for data, steps and the report. */
  output: string;
  /** Pictures of the test split; a third as many of the icon set that no training picture uses. */
  pictures: number;
  seed: number;
  models: ReproducedModels;
}

/** An icon set that no training picture uses. */
const UNSEEN_ICONS = ['emojione'];

/**
 * Runs the tables of the paper at the scale of drawn scenes. Each step is kept in the folder and not done again, so an interrupted run goes on where it stopped.
 *
 * @throws what its steps throw: drawing, perturbing, auditing, evaluating.
 */
export async function reproduce({ output, pictures, seed, models }: ReproduceOptions, context: OpenedContext): Promise<Reproduction> {
  await mkdir(output, { recursive: true }).catch(unwritable(output));
  const seconds: Record<string, number> = {};
  const step = async <Result>(name: string, of: unknown, run: () => Promise<Result>): Promise<Result> => {
    const done = await runStep(join(output, 'steps', `${name}.json`), of, run);
    seconds[name] = done.seconds;
    return done.result;
  };
  const draw = (part: string, count: number, iconSets?: string[]): Promise<LabelledFiles> =>
    drawLabelled({ folder: join(output, 'data', part), part, count, seed, split: 'test', ...(iconSets && { iconSets }) }, context);
  // Only the detector's own table has intervals, which take longer than scoring.
  const evaluate = async (name: string, data: string, of: unknown, detector?: string, resamples = 0): Promise<FileEvaluation> =>
    step(name, { of, resamples, manifest: await manifestOf(detector) }, () =>
      evaluateFile({ input: data, resamples, ...(detector && { detectors: [detector] }) }, within(context, name)),
    );

  const unseenPictures = Math.ceil(pictures / 3);
  const test = await draw('test', pictures);
  const unseen = await draw('unseen-icons', unseenPictures, UNSEEN_ICONS);
  const audit = await step('audit', { pictures, seed }, () =>
    auditJob.run({ input: test.labelled, seed }, within(context, 'negatives')).then(({ audit: found }) => found),
  );
  const onTest = await evaluate('evaluate', test.labelled, { pictures, seed }, models.detector, DEFAULT_BOOTSTRAP.resamples);
  const onUnseen = await evaluate('evaluate-unseen-icons', unseen.labelled, { unseenPictures, seed }, models.detector);
  const others: Record<string, FileEvaluation> = {};
  for (const [name, folder] of Object.entries(models.baselines)) {
    others[name] = await evaluate(`evaluate-${name}`, test.labelled, { pictures, seed }, folder);
  }
  const checkpoint = await digestCheckpoint(models.checkpoint);
  others.likelihood = await step('evaluate-likelihood', { pictures, seed, checkpoint }, () =>
    evaluateFile({ input: test.labelled, likelihoodOf: models.checkpoint, resamples: 0 }, within(context, 'likelihood')),
  );
  const generators = await step('generators', { pictures, seed, checkpoint, manifest: await manifestOf(models.detector) }, () =>
    compareSettings({ output, pictures, samples: test.samples, models }, context),
  );
  const tables = reproductionTables({ audit, test: onTest, unseen: onUnseen, others, generators, training: models.training });
  const { detector, count, samples, outsideDomain } = onTest;
  return { detector, pictures, responses: count, samples, outsideDomain, seed, seconds, tables };
}

async function manifestOf(detector: string | undefined): Promise<DetectorManifest> {
  const opened = await openDetector({ ...(detector && { detector }) });
  await opened.close();
  return opened.manifest;
}
