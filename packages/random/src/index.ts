export { createRandom, createRandomFromState } from './create-random';
export { fillNormal } from './fill-normal';
export { hashText } from './hash-text';
export { namedRandom } from './named-random';
export type { Random } from './random';
