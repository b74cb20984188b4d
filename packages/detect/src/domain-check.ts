import { type DetectorManifest, InputError } from '@tldr-rm/schema';

type DomainCheck = NonNullable<DetectorManifest['domainCheck']>;

/** Least deviation of an entry: entries that hardly vary among the training pictures must not dominate the distance by rounding. */
const MINIMUM_DEVIATION = 0.02;

/** How far beyond the most unusual training picture an image must lie before it is called unlike: room for other encoders and sizes. */
const MARGIN = 1.25;

/**
 * Distance of a picture from the training pictures: root mean square of its entries' distances to the mean, in standard deviations.
 *
 * @param statistics from `imageStatistics`.
 */
export function domainDistance(statistics: readonly number[], { mean, deviation }: Pick<DomainCheck, 'mean' | 'deviation'>): number {
  const squares = statistics.map((value, index) => ((value - mean[index]!) / deviation[index]!) ** 2);
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / statistics.length);
}

/**
 * Makes the check that a detector's manifest carries, from the statistics of pictures it was trained on (a few hundred suffice). An image is called unlike them
 * when it lies a quarter further out than the most unusual of them.
 *
 * @throws {InputError} `DOMAIN_SAMPLES` if there are fewer than two pictures.
 */
export function fitDomainCheck(pictures: readonly (readonly number[])[]): DomainCheck {
  if (pictures.length < 2) {
    throw new InputError('DOMAIN_SAMPLES', `a domain check needs the statistics of at least 2 pictures; there are ${pictures.length}.`);
  }
  const entries = Array.from({ length: pictures[0]!.length }, (_, index) => {
    const values = pictures.map((picture) => picture[index]!);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
    return { mean, deviation: Math.max(MINIMUM_DEVIATION, Math.sqrt(variance)) };
  });
  const check = { mean: entries.map(({ mean }) => mean), deviation: entries.map(({ deviation }) => deviation) };
  const furthest = Math.max(...pictures.map((picture) => domainDistance(picture, check)));
  return { feature: 'pixel-histogram', ...check, limit: furthest * MARGIN };
}
