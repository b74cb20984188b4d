import * as tf from '@tensorflow/tfjs-core';
import type { ModelConfig } from '../config';
import { decodeText, type ImageCache } from '../decoder';
import { takeValues } from '../take-values';
import { languageLogits } from '../vlm';
import type { Weights } from '../weights/weights';

/** Texts so far, one for each image, padded at the end. */
export interface TextsSoFar {
  /** [texts, length]. */
  tokens: Int32Array;
  length: number;
  /** Where the last token of each text stands. */
  lastPositions: readonly number[];
}

/** Logits of the token that follows each text: one array of the vocabulary's size for each. What stands after the last token changes nothing. */
export async function nextTokenLogits(
  { tokens, length, lastPositions }: TextsSoFar,
  cache: ImageCache,
  weights: Weights,
  config: ModelConfig,
): Promise<Float32Array[]> {
  const texts = lastPositions.length;
  const logits = tf.tidy(() => {
    const hidden = decodeText(tf.tensor2d(tokens, [texts, length], 'int32'), cache, weights, config);
    const rows = tf.tensor1d(
      Int32Array.from(lastPositions, (position, text) => text * length + position),
      'int32',
    );
    const last = tf.gather(tf.reshape(hidden, [texts * length, config.decoder.hiddenSize]), rows);
    return languageLogits(tf.reshape(last, [texts, 1, config.decoder.hiddenSize]), weights);
  });
  const values = await takeValues(logits);
  const vocabulary = config.decoder.vocabularySize;
  return lastPositions.map((_, text) => values.slice(text * vocabulary, (text + 1) * vocabulary));
}
