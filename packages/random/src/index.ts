export { type ConfidenceInterval, percentileInterval, unanimousInterval, unseenShare } from './confidence-interval';
export { createRandom, createRandomFromState } from './create-random';
export { drawResamples } from './draw-resamples';
export { fillNormal } from './fill-normal';
export { hashText } from './hash-text';
export { namedRandom } from './named-random';
export type { Random } from './random';
