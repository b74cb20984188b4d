import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { LogEntry } from '@tldr-rm/model';
import { InputError } from '@tldr-rm/schema';
import { exportCheckpoint } from '../export/export-checkpoint';
import { runTraining } from '../training/run-training';
import type { Recipe } from './recipe';
import type { ReproducedModels } from './reproduced-models';

export interface TrainFromNothingOptions {
  recipe: Recipe;
  /** Folder for runs and detectors. */
  out: string;
  /** Labelled samples of the validation split. */
  validation: string;
}

/**
 * Trains every stage of a recipe and of its baselines and exports what comes of them. Stages that an earlier run has finished are not done again.
 *
 * @throws {InputError} `INTERRUPTED` if a stage was stopped by Ctrl-C; the same call goes on there.
 */
export async function trainFromNothing({ recipe, out, validation }: TrainFromNothingOptions): Promise<ReproducedModels> {
  const training: Record<string, number> = {};
  const trainStages = async (configs: readonly string[]): Promise<string> => {
    let newest = '';
    for (const config of configs) {
      const stage = basename(config, '.json');
      process.stderr.write(`training ${stage}\n`);
      const { checkpoint, finished } = await runTraining({ config, root: out, backend: 'ort' });
      if (!finished) throw new InputError('INTERRUPTED', `${stage} was stopped. The same command goes on from ${checkpoint}.`);
      newest = checkpoint;
      training[stage] = await secondsOf(join(checkpoint, '..', 'log.jsonl'));
    }
    return newest;
  };
  const detectorOf = async (name: string, checkpoint: string): Promise<string> => {
    const folder = join(out, 'detectors', name);
    const { domain, maximumLength } = recipe;
    await exportCheckpoint({ checkpoint, out: folder, name, domain, maximumLength, tau: 1, validation });
    return folder;
  };
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
