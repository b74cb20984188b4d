import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { LogEntry } from '@tldr-rm/model';
import type { OpenedContext } from '../job/job';
import { within } from '../job/within';
import { trainJob } from '../train/train-job';
import { exportOnce } from './export-once';
import type { Recipe } from './recipe';
import type { ReproducedModels } from './reproduced-models';
import type { ValidationData } from './validation-data';

export interface TrainFromNothingOptions {
  recipe: Recipe;
  /** Folder for runs and detectors. */
  output: string;
  validation: ValidationData;
}

/**
 * Trains every stage of a recipe and of its baselines and exports what comes of them. Stages that an earlier run has finished are not done again.
 *
 * @throws {InterruptedError} if the signal came; the same call goes on in that stage.
 */
export async function trainFromNothing(
  { recipe, output, validation }: TrainFromNothingOptions,
  context: OpenedContext,
): Promise<ReproducedModels> {
  const training: Record<string, number> = {};
  const trainStages = async (configs: readonly string[]): Promise<string> => {
    let newest = '';
    for (const config of configs) {
      const stage = basename(config, '.json');
      const { checkpoint } = await trainJob.run({ config, root: output }, within(context, stage));
      newest = checkpoint;
      training[stage] = await secondsOf(join(checkpoint, '..', 'log.jsonl'));
    }
    return newest;
  };
  const { domain, maximumLength } = recipe;
  const detectorOf = (name: string, checkpoint: string): Promise<string> =>
    exportOnce({ root: output, name, checkpoint, domain, maximumLength, validation }, context);
  const checkpoint = await trainStages(recipe.stages);
  const detector = await detectorOf(recipe.name, checkpoint);
  const baselines: Record<string, string> = {};
  for (const [name, configs] of Object.entries(recipe.baselines)) {
    baselines[name] = await detectorOf(`${recipe.name}-${name}`, await trainStages(configs));
  }
  return { detector, checkpoint, baselines, training };
}

/** Seconds that a run took, those before an interruption among them: each line of its log says how many there were so far. */
async function secondsOf(log: string): Promise<number> {
  const lines = (await readFile(log, 'utf8')).trimEnd().split('\n');
  return Number((JSON.parse(lines.at(-1)!) as LogEntry).seconds);
}
