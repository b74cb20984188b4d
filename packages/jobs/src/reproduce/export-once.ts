import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type ExportCheckpointOptions, exportCheckpoint } from '../export/export-checkpoint';
import { checkpointDigest } from './checkpoint-digest';
import { runStep } from './run-step';
import type { ValidationData } from './validation-data';

export interface ExportOnceOptions extends Pick<ExportCheckpointOptions, 'checkpoint' | 'domain' | 'maximumLength'> {
  /** Folder of the reproduction. */
  root: string;
  /** Name of the detector, and of its folder. */
  name: string;
  validation: ValidationData;
}

/** Exports and calibrates a checkpoint, unless an earlier run did it with the same weights and validation pictures. Gives the folder of the detector. */
export async function exportOnce({ root, name, validation, ...options }: ExportOnceOptions): Promise<string> {
  const out = join(root, 'detectors', name);
  const step = join(root, 'steps', `export-${name}.json`);
  if (!existsSync(join(out, 'detector.json'))) await rm(step, { force: true });
  const { count, seed } = validation;
  await runStep(step, { checkpoint: await checkpointDigest(options.checkpoint), count, seed }, async () => {
    await exportCheckpoint({ ...options, out, name, tau: 1, validation: await validation.labelled() });
    return name;
  });
  return out;
}
