import * as tf from '@tensorflow/tfjs-core';
import type { ModelConfig } from '../config';
import { encodeImage } from '../vision-encoder';
import { patchLogits } from '../vlm';
import type { Weights } from '../weights';
import { packPixels } from './pack-batch';
import type { TrainingExample } from './training-data';

/** The likeliest class of every image cell, row by row, picture after picture: [pictures * cells] each. */
export interface PatchClasses {
  nouns: Int32Array;
  colours: Int32Array;
}

/** Names what lies under the image cells of every example with the model as it stands. Undefined for a model without patch heads. */
export type ScorePatches = (examples: TrainingExample[]) => Promise<PatchClasses | undefined>;

/** Runs the vision encoder and the patch heads over the pictures of the examples. */
export async function scorePatches(
  examples: TrainingExample[],
  { weights, config }: { weights: Weights; config: ModelConfig },
): Promise<PatchClasses | undefined> {
  if (!config.patchClasses) return undefined;
  const { imageSize } = config;
  const [nouns, colours] = tf.tidy(() => {
    const pixels = tf.tensor4d(packPixels(examples, imageSize), [examples.length, imageSize, imageSize, 3]);
    const features = encodeImage(pixels, weights, config);
    return [tf.argMax(patchLogits(features, weights, 'nouns'), 2), tf.argMax(patchLogits(features, weights, 'colours'), 2)];
  }) as [tf.Tensor, tf.Tensor];
  const classes = { nouns: Int32Array.from(await nouns.data()), colours: Int32Array.from(await colours.data()) };
  tf.dispose([nouns, colours]);
  return classes;
}
