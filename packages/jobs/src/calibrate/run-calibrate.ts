import { join } from 'node:path';
import { assertDistinctPaths, lockOutput, writeAtomically } from '@tldr-rm/files';
import type { DetectorManifest } from '@tldr-rm/schema';
import { detectorFolder } from '../detect/open-detector';
import { InterruptedError } from '../job/interrupted-error';
import type { OpenedContext } from '../job/job';
import { assertWritable } from '../paths/assert-writable';
import { openInput } from '../paths/standard-streams';
import { openLineSkipper, type SkippedSummary, skippedSummary } from '../skip-lines';
import type { CalibrateSpec } from './calibrate-job';
import { fitToData } from './fit-to-data';

export interface CalibrateSummary extends SkippedSummary {
  /** Folder of the detector. */
  detector: string;
  calibration: NonNullable<DetectorManifest['calibration']>;
  thresholds: DetectorManifest['thresholds'];
  /** Samples that it was fitted to, and those of them about pictures unlike those that the detector knows. */
  samples: number;
  outsideDomain: number;
}

/**
 * Fits the detector to the data, and writes that into its `detector.json`.
 *
 * @throws {InterruptedError} if the signal came; the detector is as it was.
 */
export async function runCalibrate({ detector: asked, input: path, threads, onError }: CalibrateSpec, context: OpenedContext): Promise<CalibrateSummary> {
  const input = await openInput('input', path, context);
  const folder = await detectorFolder(asked);
  const manifestPath = join(folder, 'detector.json');
  await assertDistinctPaths({ inputs: { input: input.source }, outputs: { 'detector.json': manifestPath } });
  const detector = await context.resources.detector({ detector: asked, threads, calibrated: false });
  const lock = await lockOutput(folder, { job: 'calibrate' });
  try {
    await assertWritable(manifestPath);
    // Nothing is kept in a detector's folder that does not belong there.
    const skipper = await openLineSkipper(null, { onError, startAnew: true, onNotice: context.onNotice });
    const { manifest, samples, outsideDomain } = await fitToData(detector, { input, skipper }, context);
    const { calibration, thresholds } = manifest;
    await writeAtomically(manifestPath, `${JSON.stringify(manifest, null, 2)}\n`);
    return { detector: folder, calibration, thresholds, samples, outsideDomain, ...skippedSummary(skipper) };
  } catch (error) {
    throw context.signal.aborted ? new InterruptedError(`${folder}: stopped, and the detector is as it was.`) : error;
  } finally {
    await lock.release();
  }
}
