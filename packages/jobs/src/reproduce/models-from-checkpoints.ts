import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { InputError } from '@tldr-rm/schema';
import { detectorFolder } from '../detect/open-detector';
import type { OpenedContext } from '../job/job';
import { exportOnce } from './export-once';
import type { ReproducedModels } from './reproduced-models';
import type { ValidationData } from './validation-data';

/** Longest text that the baselines were trained on, in tokens. */
const MAXIMUM_LENGTH = 96;

export interface ModelsFromCheckpointsOptions {
  /** Folder for the detectors that are exported. */
  output: string;
  /** Folder of another detector than the one that comes with this program; its checkpoint is the folder `checkpoint` in it. */
  detector?: string;
  /** Checkpoint folders by name of the baseline. */
  baselines: Record<string, string>;
  validation: ValidationData;
}

/** Checkpoints that come with this program as packages of their own. */
export function shippedBaselines(): Record<string, string> {
  const require = createRequire(import.meta.url);
  const folder = (name: string): string => dirname(require.resolve(`@tldr-rm/scenes-tiny-baselines/${name}/config.json`));
  return { naive: folder('naive'), 'text-only': folder('text-only') };
}

/**
 * The models to measure, from checkpoints: baselines are exported and calibrated as the detector was, unless an earlier run did it.
 *
 * @throws {InputError} if the detector's folder holds no checkpoint.
 */
export async function modelsFromCheckpoints(options: ModelsFromCheckpointsOptions, context: OpenedContext): Promise<ReproducedModels> {
  const { output, detector } = options;
  const home = await detectorFolder(detector);
  const checkpoint = join(home, 'checkpoint');
  if (!existsSync(join(checkpoint, 'config.json'))) {
    throw new InputError('CHECKPOINT', `${home}: holds no folder "checkpoint". Export it with its weights in ${checkpoint}.`);
  }
  const baselines: Record<string, string> = {};
  for (const [name, folder] of Object.entries(options.baselines)) {
    const domain = 'pictures that @tldr-rm/scenes draws';
    const spec = { root: output, name, checkpoint: folder, domain, maximumLength: MAXIMUM_LENGTH, validation: options.validation };
    baselines[name] = await exportOnce(spec, context);
  }
  return { ...(detector && { detector }), checkpoint, baselines };
}
