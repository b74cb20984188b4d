import { join } from 'node:path';
import type { OpenedContext } from '../job/job';
import { drawLabelled } from './draw-labelled';

/** Pictures of the validation split, on which detectors are calibrated; drawn when they are first needed. */
export interface ValidationData {
  count: number;
  seed: number;
  /** File of labelled samples. */
  labelled(): Promise<string>;
}

export function validationData(root: string, count: number, seed: number, context: OpenedContext): ValidationData {
  const folder = join(root, 'data', 'validation');
  const options = { folder, part: 'validation', count, seed, split: 'validation' } as const;
  return { count, seed, labelled: async () => (await drawLabelled(options, context)).labelled };
}
