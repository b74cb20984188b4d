import { join } from 'node:path';
import type { DetectorManifest } from '@tldr-rm/schema';
import { detectorFolder } from '../detect/open-detector';
import { InterruptedError } from '../job/interrupted-error';
import type { OpenedContext } from '../job/job';
import { assertWritable } from '../paths/assert-writable';
import { openInput } from '../paths/open-paths';
import { openLineSkipper, type SkippedSummary, skippedSummary } from '../skip-lines';
import { calibrateDetector } from './calibrate-detector';
import type { CalibrateSpec } from './calibrate-job';

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
 * Calibrates a detector.
 *
 * @throws {InterruptedError} if the signal came; the detector is as it was.
 */
export async function runCalibrate(
  { detector, input: path, threads, onError }: CalibrateSpec,
  context: OpenedContext,
): Promise<CalibrateSummary> {
  const input = await openInput('input', path, context);
  const folder = await detectorFolder(detector);
  await assertWritable(join(folder, 'detector.json'));
  // The folder of a detector is no place for a list of lines.
  const skipper = await openLineSkipper(null, { onError, startAnew: true, onNotice: context.onNotice });
  try {
    const { manifest, samples, outsideDomain } = await calibrateDetector(folder, { input, skipper, threads }, context);
    const { calibration, thresholds } = manifest;
    return { detector, calibration, thresholds, samples, outsideDomain, ...skippedSummary(skipper) };
  } catch (error) {
    throw context.signal.aborted ? new InterruptedError(`${folder}: stopped, and the detector is as it was.`) : error;
  }
}
