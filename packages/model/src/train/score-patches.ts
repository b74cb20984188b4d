import * as tf from '@tensorflow/tfjs-core';
import { type ModelConfig, type PatchHead, patchHeads } from '../config';
import { encodeImage } from '../vision-encoder';
import { patchLogits } from '../vlm';
import type { Weights } from '../weights/weights';
import { packPixels } from './pack-batch';
import type { TrainingExample } from './training-data';

/** The likeliest class of every image cell, row by row, picture after picture, [pictures * cells] for each patch head of the model. */
export type PatchClasses = Partial<Record<PatchHead, Int32Array>>;

/** Names what lies under the image cells of every example with the model as it stands. */
export type ScorePatches = (examples: TrainingExample[]) => Promise<PatchClasses>;

/** Runs the vision encoder and the patch heads over the pictures of the examples. */
export async function scorePatches(
  examples: TrainingExample[],
  { weights, config }: { weights: Weights; config: ModelConfig },
): Promise<PatchClasses> {
  const heads = patchHeads(config);
  const { imageSize } = config;
  if (examples.length === 0) return Object.fromEntries(heads.map((head) => [head, new Int32Array()]));
  const likeliest = tf.tidy(() => {
    const pixels = tf.tensor4d(packPixels(examples, imageSize), [examples.length, imageSize, imageSize, 3]);
    const features = encodeImage(pixels, weights, config);
    return heads.map((head) => tf.argMax(patchLogits(features, weights, head), 2));
  });
  try {
    const classes: PatchClasses = {};
    for (const [index, head] of heads.entries()) classes[head] = Int32Array.from(await likeliest[index]!.data());
    return classes;
  } finally {
    tf.dispose(likeliest);
  }
}
