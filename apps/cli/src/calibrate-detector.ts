import { dirname, join } from 'node:path';
import { fitDomainCheck, imageStatistics, loadDetector, openImage } from '@tldr-rm/detect';
import { chooseThresholds, expandLabelled, type ResponseToScore, toScoredResponse } from '@tldr-rm/evaluate';
import { type DetectorManifest, InputError, type LabelledSample, readJsonl, sampleSchema, writeAtomically } from '@tldr-rm/schema';
import { resolveImage } from './training-data/resolve-image';

/** Pictures that the image check is fitted to; more change it little. */
const PICTURES = 400;

/**
 * Chooses a detector's thresholds on labelled validation data, fits its check for images unlike the training pictures, and writes both into `detector.json`.
 *
 * @throws {InputError} if a line has no image, spans or original.
 */
export async function calibrateDetector(folder: string, validation: string): Promise<DetectorManifest> {
  const responses: ResponseToScore[] = [];
  const pictures = new Map<string, number[]>();
  const detector = await loadDetector(folder);
  try {
    for await (const { line, value: sample } of readJsonl(validation, sampleSchema)) {
      if (!sample.image || !sample.spans || sample.original === undefined) {
        throw new InputError(
          'SAMPLE_UNLABELLED',
          `${validation}:${line}: needs image, spans and original. \`tldr-rm perturb\` writes them.`,
        );
      }
      const image = resolveImage(sample.image, dirname(validation));
      for (const response of expandLabelled(sample as LabelledSample)) responses.push({ ...response, image });
      if (pictures.size < PICTURES && !pictures.has(image)) {
        pictures.set(image, imageStatistics(await (await openImage(image, detector.manifest.imageSize)).decode()));
      }
    }
    const items = responses.map(({ image, prompt, text }) => ({ image: image!, prompt, response: text }));
    const detections = await detector.detectBatch(items);
    const thresholds = chooseThresholds(responses.map((response, index) => toScoredResponse(response, detections[index]!)));
    const manifest = { ...detector.manifest, thresholds, domainCheck: fitDomainCheck([...pictures.values()]) };
    await writeAtomically(join(folder, 'detector.json'), `${JSON.stringify(manifest, null, 2)}\n`);
    return manifest;
  } finally {
    await detector.close();
  }
}
