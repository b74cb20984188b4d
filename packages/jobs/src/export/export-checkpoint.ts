import { basename, resolve } from 'node:path';
import { countLines, replaceFiles } from '@tldr-rm/files';
import { exportDetector, loadCheckpoint, saveCheckpoint } from '@tldr-rm/model';
import type { DetectorManifest } from '@tldr-rm/schema';
import { calibrateDetector } from '../calibrate/calibrate-detector';

export interface ExportCheckpointOptions {
  /** Checkpoint folder. */
  checkpoint: string;
  /** Detector folder to write. */
  out: string;
  /** Name of the detector; by default that of its folder. */
  name?: string;
  /** What it was trained on. */
  domain?: string;
  /** Longest text it was trained on, in tokens. */
  maximumLength: number;
  /** How strongly LoRA adapters are merged in. */
  tau: number;
  /** What projections compute in (default float32). */
  precision?: DetectorManifest['precision'];
  /** Labelled samples (JSONL) on which the detector is calibrated; without them every threshold is 0.5. */
  validation?: string;
  /** Folder for the checkpoint without the optimizer, in half precision. */
  weights?: string;
}

/**
 * Makes a detector folder of a checkpoint. The folder holds a whole detector or, if something fails, what was there before.
 *
 * @throws {InputError} if the checkpoint or the validation samples cannot be used.
 */
export async function exportCheckpoint(options: ExportCheckpointOptions): Promise<DetectorManifest> {
  const { out, maximumLength, tau, precision, validation, weights } = options;
  if (validation) await countLines(validation);
  const name = options.name ?? basename(resolve(out));
  const checkpoint = await loadCheckpoint(options.checkpoint);
  const manifest = await replaceFiles(out, { last: 'detector.json' }, async (folder) => {
    const exported = await exportDetector(checkpoint, folder, {
      name,
      domain: options.domain ?? `whatever ${name} was trained on (the export did not say)`,
      maximumLength,
      thresholds: { token: 0.5, sentence: 0.5, response: 0.5 },
      tau,
      ...(precision && { precision }),
    });
    return validation ? calibrateDetector(folder, validation) : exported;
  });
  if (weights) await saveCheckpoint(weights, { ...checkpoint, trainer: undefined }, 'F16');
  return manifest;
}
