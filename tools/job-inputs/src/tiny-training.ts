const batchKind = { share: 1, pairs: 1 };

/** A config that trains a network for a few seconds, which then knows nothing. `out` is for the test to fill in. */
export const TINY_TRAINING = {
  out: '',
  model: {
    architecture: 'tldr-vlm',
    imageSize: 128,
    vision: { patchSize: 8, stemWidths: [8, 16, 16], hiddenSize: 16, layers: 1, heads: 2, mlpSize: 24 },
    decoder: { vocabularySize: 400, hiddenSize: 16, layers: 1, heads: 2, keyValueHeads: 1, mlpSize: 24, ropeBase: 10000 },
    normEpsilon: 0.00001,
  },
  tokenizer: { texts: 300 },
  training: {
    seed: 3,
    steps: 8,
    lengths: [64, 160],
    loss: { reward: 1, language: 0.5, patches: 0 },
    learningRate: { peak: 0.003, warmupSteps: 2 },
    checkpointEvery: 3,
    evaluateEvery: 8,
  },
  data: { kind: 'scenes', seed: 3, imagesPerBatch: 2, batches: { answers: batchKind, shortCaptions: batchKind, longCaptions: batchKind } },
  validationImages: 8,
};
