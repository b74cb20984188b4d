import { basename, resolve } from 'node:path';
import { countLines, replaceFiles } from '@tldr-rm/files';
import { checkCheckpointFolder, exportDetector, loadCheckpoint, saveCheckpoint } from '@tldr-rm/model';
import type { DetectorManifest } from '@tldr-rm/schema';
import { calibrateDetector } from '../calibrate/calibrate-detector';
import { InterruptedError } from '../job/interrupted-error';
import type { OpenedContext } from '../job/job';
import { beginStage } from '../job/stage';
import { openInput } from '../paths/open-paths';
import { openLineSkipper } from '../skip-lines';
import type { ExportSpec } from './export-job';

/**
 * Makes a detector folder of a checkpoint. The folder holds a whole detector or, if something fails, what was there before.
 *
 * @throws {InputError} if the checkpoint or the validation samples cannot be used.
 */
export async function exportCheckpoint(spec: ExportSpec, context: OpenedContext): Promise<DetectorManifest> {
  const { signal, onProgress, onNotice } = context;
  const { output, maximumLength, tau, precision, validation, weights } = spec;
  if (validation) await countLines(validation);
  if (weights) await checkCheckpointFolder(weights);
  const name = spec.name ?? basename(resolve(output));
  const checkpoint = await loadCheckpoint(spec.checkpoint);
  const stage = beginStage(onProgress, { stage: 'exporting', unit: 'steps', total: 1 });
  const manifest = await replaceFiles(output, { last: 'detector.json' }, async (folder) => {
    const exported = await exportDetector(checkpoint, folder, {
      name,
      domain: spec.domain ?? `whatever ${name} was trained on (the export did not say)`,
      maximumLength,
      thresholds: { token: 0.5, sentence: 0.5, response: 0.5 },
      tau,
      precision,
    });
    stage.advance(1);
    signal.throwIfAborted();
    if (validation === undefined) return exported;
    const input = await openInput('validation', validation, context);
    const skipper = await openLineSkipper(null, { onError: 'stop', startAnew: true, onNotice });
    return (await calibrateDetector(folder, { input, skipper }, context)).manifest;
  }).catch((error) => {
    throw signal.aborted ? new InterruptedError(`${output}: the export was stopped; the folder is as it was.`) : error;
  });
  if (weights) await saveCheckpoint(weights, { ...checkpoint, trainer: undefined }, 'F16');
  return manifest;
}
