import type { ModelConfig } from '../config';

/** A model small enough for tests: 16 px pictures, four image tokens. */
export const tinyConfig: ModelConfig = {
  architecture: 'tldr-vlm',
  imageSize: 16,
  vision: { patchSize: 4, stemWidths: [8, 16], hiddenSize: 16, layers: 1, heads: 2, mlpSize: 24 },
  decoder: { vocabularySize: 300, hiddenSize: 16, layers: 2, heads: 4, keyValueHeads: 2, mlpSize: 24, ropeBase: 10000 },
  normEpsilon: 1e-5,
  patchClasses: { nouns: 5, colours: 3 },
  imageWithheld: false,
  rewardLevel: 'token',
  taxonomyHead: false,
};
