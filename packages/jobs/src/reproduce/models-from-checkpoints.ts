import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { InputError } from '@tldr-rm/schema';
import { detectorFolder } from '../detect/open-detector';
import { exportOnce } from './export-once';
import type { ReproducedModels } from './reproduced-models';
import type { ValidationData } from './validation-data';

/** Longest text that the baselines were trained on, in tokens. */
const MAXIMUM_LENGTH = 96;

export interface ModelsFromCheckpointsOptions {
  /** Folder for the detectors that are exported. */
  out: string;
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
export async function modelsFromCheckpoints(options: ModelsFromCheckpointsOptions): Promise<ReproducedModels> {
  const { out, detector } = options;
  const home = await detectorFolder(detector);
  const checkpoint = join(home, 'checkpoint');
  if (!existsSync(join(checkpoint, 'config.json'))) {
    throw new InputError('CHECKPOINT', `${home}: holds no folder "checkpoint". Write it with \`tldr-rm export --weights ${checkpoint}\`.`);
  }
  const baselines: Record<string, string> = {};
  for (const [name, folder] of Object.entries(options.baselines)) {
    const domain = 'pictures that @tldr-rm/scenes draws';
    baselines[name] = await exportOnce({
      root: out,
      name,
      checkpoint: folder,
      domain,
      maximumLength: MAXIMUM_LENGTH,
      validation: options.validation,
    });
  }
  return { ...(detector && { detector }), checkpoint, baselines };
}
