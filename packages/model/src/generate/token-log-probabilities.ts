import * as tf from '@tensorflow/tfjs-core';
import { sparseCrossEntropy } from '@tldr-rm/tfjs-ort';
import type { ModelConfig } from '../config';
import { decodeText, type ImageCache } from '../decoder';
import { takeValues } from '../take-values';
import { languageLogits } from '../vlm';
import type { Weights } from '../weights/weights';

/**
 * How likely each token is after those before it, as natural logarithms: the log-softmax of the language logits one position earlier.
 *
 * @param texts tokens [texts, length], one text for each image.
 * @returns [texts, length]; the first of each text, which nothing stands before, is 0.
 */
export async function tokenLogProbabilities(
  { tokens, length }: { tokens: Int32Array; length: number },
  cache: ImageCache,
  weights: Weights,
  config: ModelConfig,
): Promise<Float32Array> {
  const texts = tokens.length / length;
  const next = Int32Array.from(tokens, (_, index) => (index % length === length - 1 ? 0 : tokens[index + 1]!));
  const losses = tf.tidy(() => {
    const hidden = decodeText(tf.tensor2d(tokens, [texts, length], 'int32'), cache, weights, config);
    const logits = languageLogits(hidden, weights);
    return sparseCrossEntropy(tf.reshape(logits, [texts * length, config.decoder.vocabularySize]), tf.tensor1d(next, 'int32'));
  });
  const values = await takeValues(losses);
  return Float32Array.from(tokens, (_, index) => (index % length === 0 ? 0 : -values[index - 1]!));
}
