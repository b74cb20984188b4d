import * as tf from '@tensorflow/tfjs-core';
import type { ModelConfig, PatchHead } from './config';
import { decodeText, type ImageCache, prefillImage } from './decoder';
import { linear } from './layers/linear';
import { decodePackedText, type Packing } from './packed-text';
import { encodeImage, type StemForm } from './vision-encoder';
import type { Weights } from './weights/weights';

/** Image features in the decoder's space: [images, cells, vision hidden] -> [images, cells, decoder hidden]. */
export function connectImages(features: tf.Tensor3D, weights: Weights): tf.Tensor3D {
  return linear(features, weights, 'connector') as tf.Tensor3D;
}

/** From pictures to what texts attend to. `pixels` is [images, imageSize, imageSize, 3] in [0, 1]; `stem` says how the first layers are computed. */
export function encodeImages(pixels: tf.Tensor4D, weights: Weights, config: ModelConfig, stem?: StemForm): ImageCache {
  return prefillImage(connectImages(encodeImage(pixels, weights, config, stem), weights), weights, config);
}

/** Reward logits of every token, [texts, length]: one shared linear head on the last hidden states (TLDR paper, section 3). Sigmoid gives the reward. */
export function rewardLogits(hidden: tf.Tensor3D, weights: Weights): tf.Tensor2D {
  return tf.squeeze(linear(hidden, weights, 'reward_head'), [2]);
}

/** Logits of the eight kinds of hallucination, in the order of `TAXONOMIES`, [texts, length, 8]: softmax gives how likely a token is of each kind, if it is hallucinated. */
export function taxonomyLogits(hidden: tf.Tensor3D, weights: Weights): tf.Tensor3D {
  return linear(hidden, weights, 'taxonomy_head') as tf.Tensor3D;
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

/** What the heads of a model say of each token. */
export interface TokenLogits {
  /** [texts, length]; sigmoid gives the reward. */
  reward: tf.Tensor2D;
  /** [texts, length, 8], from models with a taxonomy head. */
  taxonomy?: tf.Tensor3D;
}

/** The whole forward pass to the logits of the heads. `imageIndex` [texts] says which image each text is about. */
export function scoreTexts(
  tokens: tf.Tensor2D,
  cache: ImageCache,
  imageIndex: tf.Tensor1D,
  weights: Weights,
  config: ModelConfig,
): TokenLogits {
  const own = { keys: tf.gather(cache.keys, imageIndex), values: tf.gather(cache.values, imageIndex) };
  const hidden = decodeText(tokens, own, weights, config);
  return { reward: rewardLogits(hidden, weights), ...(config.taxonomyHead && { taxonomy: taxonomyLogits(hidden, weights) }) };
}

/**
 * The same, as exported detectors do it: without computing anything for padding. At padding stand the logits of some token.
 *
 * @param packing where the tokens stand, from `packTexts`.
 */
export function scorePackedTexts(
  tokens: tf.Tensor2D,
  packing: Packing,
  cache: ImageCache,
  imageIndex: tf.Tensor1D,
  weights: Weights,
  config: ModelConfig,
): TokenLogits {
  const hidden = tf.expandDims(decodePackedText(tokens, cache, imageIndex, packing, weights, config)) as tf.Tensor3D;
  const unpack = (logits: tf.Tensor): tf.Tensor => {
    const inner = logits.shape.slice(2);
    return tf.reshape(tf.gather(tf.squeeze(logits, [0]), packing.tokenAt), [...tokens.shape, ...inner]);
  };
  return {
    reward: unpack(rewardLogits(hidden, weights)) as tf.Tensor2D,
    ...(config.taxonomyHead && { taxonomy: unpack(taxonomyLogits(hidden, weights)) as tf.Tensor3D }),
  };
}
