import * as tf from '@tensorflow/tfjs-core';
import type { ModelConfig, PatchHead } from './config';
import { decodeText, type ImageCache, prefillImage } from './decoder';
import { linear } from './layers';
import { encodeImage } from './vision-encoder';
import type { Weights } from './weights';

/** Image features in the decoder's space: [images, cells, vision hidden] -> [images, cells, decoder hidden]. */
export function connectImages(features: tf.Tensor3D, weights: Weights): tf.Tensor3D {
  return linear(features, weights, 'connector') as tf.Tensor3D;
}

/** From pictures to what texts attend to. `pixels` is [images, imageSize, imageSize, 3] in [0, 1]. */
export function encodeImages(pixels: tf.Tensor4D, weights: Weights, config: ModelConfig): ImageCache {
  return prefillImage(connectImages(encodeImage(pixels, weights, config), weights), weights, config);
}

/** Reward logits of every token, [texts, length]: one shared linear head on the last hidden states (TLDR paper, section 3). Sigmoid gives the reward. */
export function rewardLogits(hidden: tf.Tensor3D, weights: Weights): tf.Tensor2D {
  return tf.squeeze(linear(hidden, weights, 'reward_head'), [2]);
}

/** Next-token logits [texts, length, vocabulary], by the transposed embedding. */
export function languageLogits(hidden: tf.Tensor3D, weights: Weights): tf.Tensor3D {
  const [texts, length, width] = hidden.shape;
  const embedding = weights.get('decoder.embed_tokens.weight') as tf.Tensor2D;
  const logits = tf.matMul(tf.reshape(hidden, [texts * length, width]), embedding, false, true);
  return tf.reshape(logits, [texts, length, embedding.shape[0]]);
}

/** Class logits of each image cell, [images, cells, classes], for the auxiliary patch supervision. */
export function patchLogits(features: tf.Tensor3D, weights: Weights, head: PatchHead): tf.Tensor3D {
  return linear(features, weights, `patch_head.${head}`) as tf.Tensor3D;
}

/** The whole forward pass to reward logits, as the detector does it. `imageIndex` [texts] says which image each text is about. */
export function scoreTexts(
  tokens: tf.Tensor2D,
  cache: ImageCache,
  imageIndex: tf.Tensor1D,
  weights: Weights,
  config: ModelConfig,
): tf.Tensor2D {
  const own = { keys: tf.gather(cache.keys, imageIndex), values: tf.gather(cache.values, imageIndex) };
  return rewardLogits(decodeText(tokens, own, weights, config), weights);
}
