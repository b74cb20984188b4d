import { join } from 'node:path';
import type { SampleSceneOptions } from '@tldr-rm/scenes';
import type { OpenedContext } from '../job/job';
import { within } from '../job/within';
import { perturbJob } from '../perturb/perturb-job';
import { scenesJob } from '../scenes/scenes-job';

export interface DrawLabelledOptions {
  /** Folder to draw into. */
  folder: string;
  /** What the pictures are for, such as `test`; it stands beside the progress. */
  part: string;
  count: number;
  seed: number;
  split: NonNullable<SampleSceneOptions['split']>;
  /** By default those of the training pictures. */
  iconSets?: string[];
}

export interface LabelledFiles {
  /** True texts, with their scenes. */
  samples: string;
  /** The same, each with its negative. */
  labelled: string;
}

/** Draws pictures, writes true texts about them and makes one negative of each. What an earlier run has made is not made again. */
export async function drawLabelled(options: DrawLabelledOptions, context: OpenedContext): Promise<LabelledFiles> {
  const { folder, part, count, seed, split, iconSets } = options;
  const partly = within(context, part);
  const { samplesFile } = await scenesJob.run({ split, output: folder, count, seed, ...(iconSets && { iconSets }) }, partly);
  const output = join(folder, 'labelled.jsonl');
  await perturbJob.run({ input: samplesFile, output, seed }, partly);
  return { samples: samplesFile, labelled: output };
}
