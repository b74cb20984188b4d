import type { ModelConfig } from '../config';
import { parameterShapes } from '../parameter-shapes';
import { initializeParameters } from '../weights/initialize-parameters';
import type { Checkpoint } from './checkpoint';

/** What of a trained model may be changed before it is trained further. */
export interface ModelChange {
  rewardLevel?: ModelConfig['rewardLevel'] | undefined;
  taxonomyHead?: boolean | undefined;
}

/**
 * A checkpoint with other heads: those that it lacks start anew from a seed, as does the reward head where rewards become about something else. The rest is as it
 * was; the trainer's state is dropped.
 */
export function changeModel(checkpoint: Checkpoint, change: ModelChange, seed: number): Checkpoint {
  const { rewardLevel = checkpoint.config.rewardLevel, taxonomyHead = checkpoint.config.taxonomyHead } = change;
  const config = { ...checkpoint.config, rewardLevel, taxonomyHead };
  const parameters = new Map(checkpoint.parameters);
  const shapes = parameterShapes(config);
  const isNew = (name: string): boolean =>
    !parameters.has(name) || (config.rewardLevel !== checkpoint.config.rewardLevel && name.startsWith('reward_head.'));
  const started = initializeParameters(new Map([...shapes].filter(([name]) => isNew(name))), seed);
  for (const [name, tensor] of started) parameters.set(name, tensor);
  if (!config.taxonomyHead) for (const name of [...parameters.keys()]) if (name.startsWith('taxonomy_head.')) parameters.delete(name);
  return { ...checkpoint, config, parameters, trainer: undefined };
}
