import { join } from 'node:path';
import { fitDomainCheck, imageStatistics, loadDetector, openImage } from '@tldr-rm/detect';
import { chooseThresholds, type ScoredResponse, toScoredResponse } from '@tldr-rm/evaluate';
import { type DetectorManifest, writeAtomically } from '@tldr-rm/schema';
import { scoreLabelledFile } from './score-labelled-file';

/** Pictures that the image check is fitted to; more change it little. */
const PICTURES = 400;

/**
 * Chooses a detector's thresholds on labelled validation data, fits its check for images unlike the training pictures, and writes both into `detector.json`.
 *
 * @throws {JsonlError} naming file and line of a sample that has no image or labels, or that cannot be scored.
 * @throws {InputError} if the file holds no sample.
 */
export async function calibrateDetector(folder: string, validation: string): Promise<DetectorManifest> {
  const scored: ScoredResponse[] = [];
  const pictures = new Map<string, number[]>();
  const detector = await loadDetector(folder);
  try {
    for await (const { image, responses, detections } of scoreLabelledFile(validation, detector)) {
      scored.push(...responses.map((response, index) => toScoredResponse(response, detections[index]!)));
      if (pictures.size < PICTURES && !pictures.has(image)) {
        pictures.set(image, imageStatistics(await (await openImage(image, detector.manifest.imageSize)).decode()));
      }
    }
    const manifest = { ...detector.manifest, thresholds: chooseThresholds(scored), domainCheck: fitDomainCheck([...pictures.values()]) };
    await writeAtomically(join(folder, 'detector.json'), `${JSON.stringify(manifest, null, 2)}\n`);
    return manifest;
  } finally {
    await detector.close();
  }
}
