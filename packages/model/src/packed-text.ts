import * as tf from '@tensorflow/tfjs-core';
import { rotaryEmbedding, trueIndices } from '@tldr-rm/tfjs-ort';
import { headSize, type ModelConfig } from './config';
import { type ImageCache, runLayers } from './decoder';
import { causalMask } from './layers/attention';
import { rotaryAngles } from './layers/rotary';
import type { Weights } from './weights/weights';

/** Where the tokens of padded texts [texts, length] stand when the padding is left out. */
export interface Packing {
  /** For each token, its place in the flattened texts, [tokens] int32. */
  places: tf.Tensor1D;
  /** For each place, the token that stands there, [texts * length] int32; at padding any other. */
  tokenAt: tf.Tensor1D;
  /** For each token, its position in its text, [tokens] int32. */
  positions: tf.Tensor1D;
}

/**
 * Finds the tokens of padded texts. What stands before a text's last token is no padding, whatever it is.
 *
 * @param tokens [texts, length] int32; no text is empty.
 * @param padding id of the token that fills up shorter texts.
 * @param count number of tokens without padding; in a trace, the size that stands for it.
 */
export function packTexts(tokens: tf.Tensor2D, padding: number, count: number): Packing {
  const size = [tokens.size] as [number];
  const one = tf.scalar(1, 'int32');
  const isToken = tf.cast(tf.notEqual(tokens, padding), 'int32');
  const present = tf.cast(tf.greater(tf.cumsum(isToken, 1, false, true), 0), 'int32');
  const places = trueIndices(tf.reshape(present, size), count);
  const tokenAt = tf.sub(tf.cumsum(tf.reshape(present, size)), one) as tf.Tensor1D;
  const positions: tf.Tensor1D = tf.gather(tf.reshape(tf.sub(tf.cumsum(present, 1), one), size), places);
  return { places, tokenAt, positions };
}

/**
 * The same as `decodeText`, without computing anything for padding but attention.
 *
 * Heads are moved to where attention wants them, [texts, heads, length, size], and back by taking rows of one table, which fills in the padding and transposes in one pass.
 *
 * @param tokens [texts, length] int32, padded at the end.
 * @param cache the images.
 * @param imageIndex which image each text is about, [texts].
 * @param packing from {@link packTexts}.
 * @returns the last hidden states of the tokens that are no padding, [tokens, hidden], normalized.
 */
export function decodePackedText(
  tokens: tf.Tensor2D,
  cache: ImageCache,
  imageIndex: tf.Tensor1D,
  { places, tokenAt, positions }: Packing,
  weights: Weights,
  config: ModelConfig,
): tf.Tensor2D {
  const { layers, heads, keyValueHeads, ropeBase } = config.decoder;
  const size = headSize(config);
  const scale = 1 / Math.sqrt(size);
  const groups = heads / keyValueHeads;
  const [texts, length] = tokens.shape;
  const count = places.shape[0];
  const [images, , imageTokens] = cache.keys.shape;
  const cachedHeads = layers * keyValueHeads;
  const imageKeys = tf.reshape(cache.keys, [images * cachedHeads, imageTokens, size]);
  const imageValues = tf.reshape(cache.values, [images * cachedHeads, imageTokens, size]);
  const firstHead = tf.mul(tf.reshape(imageIndex, [texts, 1]), tf.scalar(cachedHeads, 'int32'));
  const mask = causalMask(length);
  const angles = rotaryAngles(length, size, ropeBase);
  const [cosines, sines] = [tf.cos(angles), tf.sin(angles)] as [tf.Tensor2D, tf.Tensor2D];
  const turn = (x: tf.Tensor): tf.Tensor => rotaryEmbedding(x as tf.Tensor2D, positions, cosines, sines);

  // In a table [tokens * heads, size], the rows for [texts, heads, length]; and back, in a table [texts * heads * length, size], those for [tokens, heads].
  const unpackedRows = (ownHeads: number): tf.Tensor =>
    tf.add(
      tf.mul(tf.reshape(tokenAt, [texts, 1, length]), tf.scalar(ownHeads, 'int32')),
      tf.reshape(tf.range(0, ownHeads, 1, 'int32'), [ownHeads, 1]),
    );
  const queryRows = unpackedRows(heads);
  const keyRows = unpackedRows(keyValueHeads);
  const numbered = tf.reshape(tf.range(0, texts * heads * length, 1, 'int32'), [texts, heads, length]);
  const packedRows = tf.gather(tf.reshape(tf.transpose(numbered, [0, 2, 1]), [texts * length, heads]), places);
  const unpackQueries = (x: tf.Tensor): tf.Tensor =>
    tf.reshape(tf.gather(tf.reshape(x, [count * heads, size]), queryRows), [texts, keyValueHeads, groups * length, size]);
  const unpackKeys = (x: tf.Tensor): tf.Tensor => tf.gather(tf.reshape(x, [count * keyValueHeads, size]), keyRows);

  const attend = (query: tf.Tensor, key: tf.Tensor, value: tf.Tensor, layer: number): tf.Tensor => {
    const imageHeads = tf.add(firstHead, tf.range(layer * keyValueHeads, (layer + 1) * keyValueHeads, 1, 'int32'));
    const onImage = tf.matMul(tf.mul(unpackQueries(query), scale), tf.gather(imageKeys, imageHeads), false, true);
    const onText = tf.matMul(tf.mul(unpackQueries(turn(query)), scale), unpackKeys(turn(key)), false, true);
    const masked = tf.add(tf.reshape(onText, [texts, heads, length, length]), mask);
    const logits = tf.concat([onImage, tf.reshape(masked, onText.shape)], 3);
    const values = tf.concat([tf.gather(imageValues, imageHeads), unpackKeys(value)], 2);
    const attended = tf.matMul(tf.softmax(logits), values);
    return tf.reshape(tf.gather(tf.reshape(attended, [texts * heads * length, size]), packedRows), [count, heads * size]);
  };
  const embedded = tf.gather(weights.get('decoder.embed_tokens.weight'), tf.gather(tf.reshape(tokens, [tokens.size]), places));
  return runLayers(embedded, weights, config, attend) as tf.Tensor2D;
}
