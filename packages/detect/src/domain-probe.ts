import { type DetectorManifest, InputError } from '@tldr-rm/schema';
import { solveSymmetric } from './solve-symmetric';

export type DomainProbe = NonNullable<DetectorManifest['domainProbe']>;

/** Weight of the penalty on large weights, in pictures: fewer pictures than channels would otherwise be told apart by chance. */
const RIDGE = 30;

/** Share of drawn pictures, held back from the fit, that may lie beyond the limit. A fifth of the 1 % that is promised: more of other pictures do, since the fit and the limit know only some. */
const BEYOND_LIMIT = 0.002;

/** How much a picture looks like one that is unlike those of the training; beyond the probe's limit it is called so. */
export function probeScore(features: ArrayLike<number>, { weights }: Pick<DomainProbe, 'weights'>): number {
  let score = 0;
  for (const [index, weight] of weights.entries()) score += weight * features[index]!;
  return score;
}

/**
 * Fits a linear probe that tells pictures of the training's kind from others by ridge regression, both kinds weighing the same, and sets its limit on every third
 * picture of the training's kind, which the fit does not see.
 *
 * @param inside features of pictures like those of the training, from `imageFeatures`.
 * @param outside features of pictures plainly unlike them.
 * @throws {InputError} `DOMAIN_SAMPLES` if there are fewer than six of the one, or two of the other.
 */
export function fitDomainProbe(inside: readonly ArrayLike<number>[], outside: readonly ArrayLike<number>[]): DomainProbe {
  if (inside.length < 6 || outside.length < 2) {
    throw new InputError(
      'DOMAIN_SAMPLES',
      `a domain probe needs at least 6 pictures of the training's kind and 2 others; there are ${inside.length} and ${outside.length}.`,
    );
  }
  const seen = inside.filter((_, index) => index % 3 !== 2);
  const heldBack = inside.filter((_, index) => index % 3 === 2);
  const scale = channelScale(seen);
  const size = scale.length + 1;
  const products = new Float64Array(size * size);
  const targets = new Float64Array(size);
  const addRows = (pictures: readonly ArrayLike<number>[], target: number, weight: number): void => {
    const row = new Float64Array(size);
    for (const features of pictures) {
      for (const [index, { mean, deviation }] of scale.entries()) row[index] = (features[index]! - mean) / deviation;
      row[size - 1] = 1;
      for (let at = 0; at < size; at += 1) {
        targets[at]! += weight * target * row[at]!;
        for (let other = 0; other < size; other += 1) products[at * size + other]! += weight * row[at]! * row[other]!;
      }
    }
  };
  addRows(seen, -1, 1);
  addRows(outside, 1, seen.length / outside.length);
  for (let at = 0; at < size - 1; at += 1) products[at * size + at]! += RIDGE;
  const solution = solveSymmetric(products, targets);
  const weights = scale.map(({ deviation }, index) => Number((solution[index]! / deviation).toPrecision(5)));
  const scores = heldBack.map((features) => probeScore(features, { weights })).sort((one, other) => one - other);
  return { feature: 'encoder-values', weights, limit: scores[Math.ceil((1 - BEYOND_LIMIT) * (scores.length - 1))]! };
}

function channelScale(pictures: readonly ArrayLike<number>[]): { mean: number; deviation: number }[] {
  return Array.from({ length: pictures[0]!.length }, (_, channel) => {
    let [sum, squares] = [0, 0];
    for (const features of pictures) {
      sum += features[channel]!;
      squares += features[channel]! ** 2;
    }
    const mean = sum / pictures.length;
    // A channel that never varies among the pictures of the training must not dominate by rounding.
    return { mean, deviation: Math.max(1e-3, Math.sqrt(Math.max(0, squares / pictures.length - mean * mean))) };
  });
}
