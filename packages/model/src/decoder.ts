import * as tf from '@tensorflow/tfjs-core';
import { headSize, type ModelConfig } from './config';
import { attend, causalMask, joinHeads, splitHeads } from './layers/attention';
import { keysAndValues, transformerBlock } from './layers/block';
import { normalize } from './layers/norms';
import { rotaryTable, rotate, scaleRotary } from './layers/rotary';
import type { Weights } from './weights/weights';

/** Keys and values of the image tokens in every decoder layer, each [images, layers * keyValueHeads, imageTokens, headSize]. */
export interface ImageCache {
  keys: tf.Tensor4D;
  values: tf.Tensor4D;
}

/** An {@link ImageCache} and what the image tokens are when they enter the last layer, [images, imageTokens, hidden]. */
export interface PrefilledImage extends ImageCache {
  hidden: tf.Tensor3D;
}

/**
 * Where each image token lies: a learned vector for its row plus one for its column, [imageTokens, hidden].
 *
 * Image tokens carry their place in what they are and not in a rotation of their keys: a rotation by distance would make it harder for a word to find
 * the cells that show what it names wherever the two stand, which is what the first layers have to learn.
 */
function imagePositions(weights: Weights): tf.Tensor2D {
  const rows = weights.get('decoder.image_rows.weight');
  const columns = weights.get('decoder.image_columns.weight');
  const [side, hidden] = rows.shape as [number, number];
  return tf.reshape(tf.add(tf.expandDims(rows, 1), tf.expandDims(columns, 0)), [side * side, hidden]);
}

/**
 * Runs the decoder over the image tokens, which see each other and no text (a prefix, as in PaliGemma), and keeps what the text will attend to. An
 * image is encoded once for any number of prompts and responses.
 *
 * @param features [images, imageTokens, decoder hidden], from the connector.
 */
export function prefillImage(features: tf.Tensor3D, weights: Weights, config: ModelConfig): PrefilledImage {
  const { decoder, normEpsilon } = config;
  const keys: tf.Tensor4D[] = [];
  const values: tf.Tensor4D[] = [];
  const keep = (key: tf.Tensor, value: tf.Tensor): [tf.Tensor4D, tf.Tensor4D] => {
    const heads: [tf.Tensor4D, tf.Tensor4D] = [splitHeads(key, decoder.keyValueHeads), splitHeads(value, decoder.keyValueHeads)];
    keys.push(heads[0]);
    values.push(heads[1]);
    return heads;
  };
  let x: tf.Tensor = tf.add(features, imagePositions(weights));
  for (let layer = 0; layer < decoder.layers - 1; layer += 1) {
    x = transformerBlock(x, weights, `decoder.layers.${layer}`, normEpsilon, (query, key, value) =>
      joinHeads(attend(splitHeads(query, decoder.heads), ...keep(key, value))),
    );
  }
  // Nothing reads the image tokens after the last layer's keys and values.
  keep(...keysAndValues(x, weights, `decoder.layers.${decoder.layers - 1}`, normEpsilon));
  return { keys: tf.concat(keys, 1), values: tf.concat(values, 1), hidden: x as tf.Tensor3D };
}

/**
 * Runs the decoder over texts, each of which sees its image and its own tokens so far (causal).
 *
 * @param tokens [images * k, length] int32: k texts for each image, those of one image beside each other.
 * @param cache the images, from {@link prefillImage}.
 * @returns the last hidden states [images * k, length, hidden], normalized.
 */
export function decodeText(tokens: tf.Tensor2D, cache: ImageCache, weights: Weights, config: ModelConfig): tf.Tensor3D {
  const { heads, keyValueHeads, ropeBase } = config.decoder;
  const size = headSize(config);
  const groups = heads / keyValueHeads;
  const [texts, length] = tokens.shape;
  const images = cache.keys.shape[0];
  const textsPerImage = texts / images;
  const imageTokens = cache.keys.shape[2];
  const rotary = rotaryTable(length, size, ropeBase);
  const queryRotary = scaleRotary(rotary, 1 / Math.sqrt(size));
  const mask = causalMask(length);
  // Texts of one image are folded into the query rows, so image keys are never repeated: [images, keyValueHeads, k, groups, length, size].
  const foldQueries = (x: tf.Tensor): tf.Tensor =>
    tf.transpose(tf.reshape(x, [images, textsPerImage, length, keyValueHeads, groups, size]), [0, 3, 1, 4, 2, 5]);
  const foldKeys = (x: tf.Tensor): tf.Tensor =>
    tf.transpose(tf.reshape(x, [images, textsPerImage, length, keyValueHeads, size]), [0, 3, 1, 2, 4]);
  const imageRows = [images * keyValueHeads, textsPerImage * groups * length];
  const ownRows = [images * keyValueHeads * textsPerImage, groups * length];
  const layerSlice = (x: tf.Tensor4D, layer: number): tf.Tensor =>
    tf.reshape(tf.slice(x, [0, layer * keyValueHeads, 0, 0], [images, keyValueHeads, imageTokens, size]), [
      images * keyValueHeads,
      imageTokens,
      size,
    ]);

  const attendTo = (query: tf.Tensor, key: tf.Tensor, value: tf.Tensor, layer: number): tf.Tensor => {
    const queries = foldQueries(query);
    const keys = rotate(foldKeys(key), rotary);
    const ownKeys = tf.reshape(keys, [ownRows[0]!, length, size]);
    const ownValues = tf.reshape(foldKeys(value), [ownRows[0]!, length, size]);
    const imageQuery = tf.reshape(tf.mul(queries, 1 / Math.sqrt(size)), [...imageRows, size]);
    const ownQuery = tf.reshape(rotate(queries, queryRotary), [...ownRows, size]);

    const imageLogits = tf.matMul(imageQuery, layerSlice(cache.keys, layer), false, true);
    const ownLogits = tf.matMul(ownQuery, ownKeys, false, true);
    const masked = tf.add(tf.reshape(ownLogits, [ownRows[0]! * groups, length, length]), mask);
    const logits = tf.concat([tf.reshape(imageLogits, [...ownRows, imageTokens]), tf.reshape(masked, [...ownRows, length])], 2);
    const [onImage, onText] = tf.split(tf.softmax(logits), [imageTokens, length], 2) as [tf.Tensor, tf.Tensor];
    const fromImage = tf.matMul(tf.reshape(onImage, [...imageRows, imageTokens]), layerSlice(cache.values, layer));
    const fromText = tf.matMul(onText, ownValues);
    const attended = tf.add(tf.reshape(fromImage, queries.shape), tf.reshape(fromText, queries.shape));
    return tf.reshape(tf.transpose(attended, [0, 2, 4, 1, 3, 5]), [texts, length, heads * size]);
  };
  return runLayers(tf.gather(weights.get('decoder.embed_tokens.weight'), tokens), weights, config, attendTo) as tf.Tensor3D;
}

/**
 * Runs text through the layers of the decoder.
 *
 * @param embedded tokens in any layout, [..., hidden].
 * @param attend what the tokens take from their image and each other in a layer, [..., hidden], given their queries, keys and values in the layout of `embedded`.
 * @returns the last hidden states, normalized, in the same layout.
 */
export function runLayers(
  embedded: tf.Tensor,
  weights: Weights,
  { decoder, normEpsilon }: ModelConfig,
  attend: (query: tf.Tensor, key: tf.Tensor, value: tf.Tensor, layer: number) => tf.Tensor,
): tf.Tensor {
  let x = embedded;
  for (let layer = 0; layer < decoder.layers; layer += 1) {
    x = transformerBlock(x, weights, `decoder.layers.${layer}`, normEpsilon, (query, key, value) => attend(query, key, value, layer));
  }
  return normalize(x, weights, 'decoder.norm', normEpsilon);
}
