import type { Detection, DetectorManifest } from '@tldr-rm/schema';
import { domainDistance } from './domain-check';
import { probeScore } from './domain-probe';
import type { RgbImage } from './image';
import { imageFeatures } from './image-features';
import { imageStatistics } from './image-statistics';
import type { EncodedImages } from './runtime';

type Warning = NonNullable<Detection['warnings']>[number];

/** Whether a picture is unlike those of the training by how its pixels are painted. */
export function isUnlikeByPixels(image: RgbImage, { domainCheck }: DetectorManifest): boolean {
  return domainCheck !== undefined && domainDistance(imageStatistics(image), domainCheck) > domainCheck.limit;
}

/** For each picture, whether it is unlike those of the training by how the encoder sees it. */
export function areUnlikeByEncoder(values: EncodedImages['values'], { domainProbe }: DetectorManifest): boolean[] {
  if (domainProbe === undefined) return [];
  const heads = domainProbe.weights.length / (2 * values.dims[3]!);
  return imageFeatures(values, heads).map((features) => probeScore(features, domainProbe) > domainProbe.limit);
}

export function domainWarning({ domain }: DetectorManifest): Warning {
  const message = `This picture is unlike those the detector was trained on (${domain}), so its rewards mean little here.`;
  return { code: 'IMAGE_OUTSIDE_DOMAIN', message };
}

export function windowWarning(windows: number, length: number, { maximumLength }: DetectorManifest): Warning {
  const message =
    `The response has ${length} tokens, and the detector reads ${maximumLength} (prompt included) at once: it was scored in ${windows} overlapping ` +
    'windows, so that words are not judged by what stands far before them.';
  return { code: 'RESPONSE_IN_WINDOWS', message };
}
