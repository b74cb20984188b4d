import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { InputError } from '@tldr-rm/schema';
import { exportCheckpoint } from '../export/export-checkpoint';
import type { ReproducedModels } from './reproduced-models';

export interface ModelsFromCheckpointsOptions {
  /** Folder for the detectors that are exported. */
  out: string;
  /** Folder of another detector than the one that comes with this program; its checkpoint is the folder `checkpoint` in it. */
  detector?: string;
  /** Checkpoint folders by name of the baseline. */
  baselines: Record<string, string>;
  /** Labelled samples of the validation split. Read only if there are baselines. */
  validation(): Promise<string>;
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
  const home = detector ?? dirname(createRequire(import.meta.url).resolve('@tldr-rm/scenes-tiny/detector.json'));
  const checkpoint = join(home, 'checkpoint');
  if (!existsSync(join(checkpoint, 'config.json'))) {
    throw new InputError('CHECKPOINT', `${home}: holds no folder "checkpoint". Write it with \`tldr-rm export --weights ${checkpoint}\`.`);
  }
  const baselines: Record<string, string> = {};
  for (const [name, folder] of Object.entries(options.baselines)) {
    const exported = join(out, 'detectors', name);
    baselines[name] = exported;
    if (existsSync(join(exported, 'detector.json'))) continue;
    await exportCheckpoint({
      checkpoint: folder,
      out: exported,
      name: `${basename(home)}-${name}`,
      domain: 'pictures that @tldr-rm/scenes draws',
      maximumLength: 96,
      tau: 1,
      validation: await options.validation(),
    });
  }
  return { ...(detector && { detector }), checkpoint, baselines };
}
