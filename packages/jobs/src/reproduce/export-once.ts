import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { digestCheckpoint } from '@tldr-rm/model';
import { exportJob } from '../export/export-job';
import type { OpenedContext } from '../job/job';
import { within } from '../job/within';
import { runStep } from './run-step';
import type { ValidationData } from './validation-data';

export interface ExportOnceOptions {
  checkpoint: string;
  /** What it was trained on. */
  domain: string;
  /** Longest text it was trained on, in tokens. */
  maximumLength: number;
  /** Folder of the reproduction. */
  root: string;
  /** Name of the detector, and of its folder. */
  name: string;
  validation: ValidationData;
}

/** Exports and calibrates a checkpoint, unless an earlier run did it with the same weights and validation pictures. Gives the folder of the detector. */
export async function exportOnce({ root, name, validation, ...spec }: ExportOnceOptions, context: OpenedContext): Promise<string> {
  const out = join(root, 'detectors', name);
  const step = join(root, 'steps', `export-${name}.json`);
  if (!existsSync(join(out, 'detector.json'))) await rm(step, { force: true });
  const { count, seed } = validation;
  await runStep(step, { checkpoint: await digestCheckpoint(spec.checkpoint), count, seed }, async () => {
    await exportJob.run({ ...spec, output: out, name, validation: await validation.labelled() }, within(context, name));
    return name;
  });
  return out;
}
