import { join } from 'node:path';
import { fitDomainCheck, imageReference, imageStatistics, loadDetector, openImage } from '@tldr-rm/detect';
import { applyCalibration, chooseThresholds, fitCalibration, type ScoredResponse, toScoredResponse } from '@tldr-rm/evaluate';
import { unwritable, writeAtomically } from '@tldr-rm/files';
import type { DetectorManifest } from '@tldr-rm/schema';
import { scoreLabelledFile } from '../evaluate/score-labelled-file';

/** Pictures that the image check is fitted to; more change it little. */
const PICTURES = 400;

export interface CalibrateDetectorOptions {
  threads?: number;
  progress?: boolean;
}

/**
 * Fits temperature and bias of a detector's rewards on labelled validation data, then chooses its thresholds on the scaled rewards, and writes both into
 * `detector.json`. A detector that has no check for images unlike its training pictures gets one, fitted to the pictures of the data.
 *
 * @throws {JsonlError} naming file and line of a sample that has no image or labels, or that cannot be scored.
 * @throws {InputError} if the file holds no sample.
 */
export async function calibrateDetector(
  folder: string,
  validation: string,
  { threads, progress }: CalibrateDetectorOptions = {},
): Promise<DetectorManifest> {
  const scored: ScoredResponse[] = [];
  const pictures = new Map<string, number[]>();
  const detector = await loadDetector(folder, { calibrated: false, ...(threads && { threads }) });
  try {
    for await (const { image, responses, detections } of scoreLabelledFile(validation, detector, { force: progress })) {
      scored.push(...responses.map((response, index) => toScoredResponse(response, detections[index]!)));
      if (detector.manifest.domainCheck || pictures.size >= PICTURES || pictures.has(image)) continue;
      pictures.set(image, imageStatistics(await (await openImage(imageReference(image), detector.manifest.imageSize)).decode()));
    }
    const calibration = fitCalibration(scored);
    const thresholds = chooseThresholds(scored.map((response) => applyCalibration(response, calibration)));
    const domainCheck = detector.manifest.domainCheck ?? fitDomainCheck([...pictures.values()]);
    const manifest: DetectorManifest = { ...detector.manifest, calibration, thresholds, domainCheck };
    await writeAtomically(join(folder, 'detector.json'), `${JSON.stringify(manifest, null, 2)}\n`).catch(unwritable(folder));
    return manifest;
  } finally {
    await detector.close();
  }
}
