import { join } from 'node:path';
import type { SampleSceneOptions } from '@tldr-rm/scenes';
import { openSceneEngine } from '../perturb/open-engine';
import { perturbFile } from '../perturb/perturb-file';
import { writeScenes } from '../scenes/write-scenes';
import { startProgress } from '../terminal/progress';

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
  progress?: boolean;
}

export interface LabelledFiles {
  /** True texts, with their scenes. */
  samples: string;
  /** The same, each with its negative. */
  labelled: string;
}

/** Draws pictures, writes true texts about them and makes one negative of each. What an earlier run has made is not made again. */
export async function drawLabelled(options: DrawLabelledOptions): Promise<LabelledFiles> {
  const { folder, part, count, seed, split, iconSets, progress } = options;
  const { samplesFile } = await writeScenes({
    split,
    ...(iconSets && { iconSets }),
    folder,
    count,
    seed,
    startAnew: false,
    startProgress: (done) => startProgress({ label: `drawing ${part}`, unit: 'pictures', total: count, done, force: progress }),
  });
  const output = join(folder, 'labelled.jsonl');
  await perturbFile({
    input: samplesFile,
    output,
    format: 'jsonl',
    engine: await openSceneEngine(),
    seed,
    perSample: 1,
    reading: {},
    startAnew: false,
    startProgress: (extent) => startProgress({ label: `perturbing ${part}`, ...extent, force: progress }),
  });
  return { samples: samplesFile, labelled: output };
}
