import { type Detector, fitDomainCheck, imageStatistics, openImage } from '@tldr-rm/detect';
import { applyCalibration, chooseThresholds, fitCalibration, type ScoredResponse, toScoredResponse } from '@tldr-rm/evaluate';
import { imageIdentity } from '@tldr-rm/files';
import type { DetectorManifest } from '@tldr-rm/schema';
import { type ScoreLabelledOptions, scoreLabelled } from '../evaluate/score-labelled';
import type { OpenedContext } from '../job/job';

/** Pictures that the image check is fitted to; more change it little. */
const PICTURES = 400;

/** Labelled validation samples. */
export type FittingData = Pick<ScoreLabelledOptions, 'input' | 'skipper'>;

export interface FittedDetector {
  manifest: DetectorManifest & { calibration: NonNullable<DetectorManifest['calibration']> };
  /** Samples that it was fitted to, and those of them about pictures unlike those that the detector knows. */
  samples: number;
  outsideDomain: number;
}

/**
 * Fits temperature and bias of a detector's rewards to labelled validation data, then chooses its thresholds on the scaled rewards. A detector that has no check for
 * images unlike its training pictures gets one, fitted to the pictures of the data.
 *
 * @param detector gives its rewards as the model does, uncalibrated.
 * @throws what `scoreLabelled` throws.
 */
export async function fitToData(
  detector: Detector,
  data: FittingData,
  context: Pick<OpenedContext, 'signal' | 'onProgress'>,
): Promise<FittedDetector> {
  const { manifest } = detector;
  const scored: ScoredResponse[] = [];
  const pictures = new Map<string, number[]>();
  let samples = 0;
  let outsideDomain = 0;
  for await (const { image, responses, detections } of scoreLabelled([detector], data, context)) {
    const own = responses.map((response, index) => toScoredResponse(response, detections[0]![index]!));
    scored.push(...own);
    samples += 1;
    if (own.some((response) => response.outsideDomain)) outsideDomain += 1;
    const picture = imageIdentity(image as Parameters<typeof imageIdentity>[0]);
    if (manifest.domainCheck || pictures.size >= PICTURES || pictures.has(picture)) continue;
    pictures.set(picture, imageStatistics(await (await openImage(image, manifest.imageSize)).decode()));
  }
  const calibration = fitCalibration(scored);
  const thresholds = chooseThresholds(scored.map((response) => applyCalibration(response, calibration)));
  const domainCheck = manifest.domainCheck ?? fitDomainCheck([...pictures.values()]);
  return { manifest: { ...manifest, calibration, thresholds, domainCheck }, samples, outsideDomain };
}
