import * as tf from '@tensorflow/tfjs-core';
import { TAXONOMIES } from '@tldr-rm/schema';
import { sparseCrossEntropy } from '@tldr-rm/tfjs-ort';
import type { ModelConfig, PatchHead } from '../config';
import { decodeText, prefillImage } from '../decoder';
import { inputError } from '../errors';
import { normalize } from '../layers/norms';
import { encodeImage } from '../vision-encoder';
import { connectImages, languageLogits, patchLogits, rewardLogits, taxonomyLogits } from '../vlm';
import type { Weights } from '../weights/weights';
import type { BatchTensors, PatchWordTensors } from './batch-tensors';

/** Weights of the parts of the training loss. A part of weight 0 is not computed. */
export interface LossWeights {
  /** Token reward: binary cross-entropy (TLDR paper, section 3). */
  reward: number;
  /** Kind of hallucination, on hallucinated words only: cross-entropy. Computed only for models with a taxonomy head. */
  taxonomy: number;
  /** Next word, on right words only. It teaches which words belong to what is seen. */
  language: number;
  /** What lies under each image cell: the cross-entropies of all patch heads. */
  patches: number;
  /**
   * The language head, applied to an image token, is to name what lies in its cell: where the token enters the decoder, and, if texts are read too, where it enters
   * the last layer. It puts image tokens beside the embeddings of the words for them, so that attention finds them early: without it the decoder ignores the
   * picture for the first hundred thousand texts. And it keeps in them what no text has asked for yet.
   */
  alignment: number;
}

/** The total and its parts, scalars. */
export interface Losses {
  total: tf.Scalar;
  parts: Partial<Record<keyof LossWeights, tf.Scalar>>;
}

/**
 * The parts of the loss that have a weight, and something in the batch that they are taken from. Checked before gradients are recorded, since TensorFlow.js keeps what it recorded where that fails.
 *
 * @throws {InputError} `NO_LOSS` if there is none.
 */
export function lossParts({ texts, patches, patchWords }: BatchTensors, loss: LossWeights): Set<keyof LossWeights> {
  const available: Record<keyof LossWeights, boolean> = {
    reward: texts !== undefined,
    taxonomy: texts?.kinds !== undefined && texts.kindWeights !== undefined,
    language: texts !== undefined,
    patches: Object.keys(patches).length > 0,
    alignment: Object.keys(patchWords).length > 0,
  };
  const parts = (Object.keys(available) as (keyof LossWeights)[]).filter((part) => available[part] && loss[part] > 0);
  if (parts.length === 0) {
    throw inputError(
      'NO_LOSS',
      'Nothing is learned from a batch: every part of the loss weighs 0, or is of something that the batch does not have (texts, patch classes, kinds, words). Raise the weight of one that it has.',
    );
  }
  return new Set(parts);
}

/**
 * The training loss of a batch.
 *
 * @throws {InputError} `NO_LOSS` if no part of it has a weight and something to be taken from.
 */
export function computeLosses(batch: BatchTensors, weights: Weights, config: ModelConfig, loss: LossWeights): Losses {
  const { texts } = batch;
  const wanted = lossParts(batch, loss);
  const features = encodeImage(batch.pixels, weights, config);
  const connected = connectImages(features, weights);
  const parts: Losses['parts'] = {};
  const named = [connected];
  if (texts && (wanted.has('reward') || wanted.has('taxonomy') || wanted.has('language'))) {
    const image = prefillImage(connected, weights, config);
    named.push(image.hidden);
    const hidden = decodeText(texts.tokens, image, weights, config);
    if (wanted.has('reward'))
      parts.reward = weightedMean(binaryCrossEntropy(rewardLogits(hidden, weights), texts.rewardTargets), texts.rewardWeights);
    if (wanted.has('taxonomy')) {
      const flat = tf.reshape(taxonomyLogits(hidden, weights), [-1, TAXONOMIES.length]) as tf.Tensor2D;
      parts.taxonomy = weightedMean(sparseCrossEntropy(flat, texts.kinds!), texts.kindWeights!);
    }
    if (wanted.has('language')) {
      const logits = languageLogits(hidden, weights);
      const flat = tf.reshape(logits, [-1, logits.shape[2]]) as tf.Tensor2D;
      parts.language = weightedMean(sparseCrossEntropy(flat, texts.nextTokens), texts.languageWeights);
    }
  }
  if (wanted.has('patches')) {
    const labelled = Object.entries(batch.patches) as [PatchHead, tf.Tensor1D][];
    const heads = labelled.map(([head, classes]): tf.Scalar => {
      const logits = patchLogits(features, weights, head);
      return tf.mean(sparseCrossEntropy(tf.reshape(logits, [classes.size, logits.shape[2]]), classes));
    });
    parts.patches = tf.addN(heads);
  }
  if (wanted.has('alignment')) {
    const words = Object.values(batch.patchWords);
    parts.alignment = tf.addN(named.map((imageTokens) => nameCells(imageTokens, words, weights, config)));
  }
  const terms = (Object.keys(parts) as (keyof LossWeights)[]).map((name) => tf.mul(parts[name]!, loss[name]) as tf.Scalar);
  return { total: terms.reduce((sum, term) => tf.add(sum, term)), parts };
}

/** How badly the language head names what lies in the cells of image tokens [images, cells, hidden]: a cross-entropy for each kind of word, summed. */
function nameCells(imageTokens: tf.Tensor3D, words: PatchWordTensors[], weights: Weights, config: ModelConfig): tf.Scalar {
  const logits = languageLogits(normalize(imageTokens, weights, 'decoder.norm', config.normEpsilon) as tf.Tensor3D, weights);
  const flat = tf.reshape(logits, [-1, logits.shape[2]]) as tf.Tensor2D;
  const losses = sparseCrossEntropy(
    flat,
    tf.stack(
      words.map(({ tokens }) => tokens),
      1,
    ) as tf.Tensor2D,
  );
  // [cells, kinds of words]
  const counted = tf.stack(
    words.map((kind) => kind.weights),
    1,
  );
  return tf.sum(tf.div(tf.sum(tf.mul(losses, counted), 0), tf.maximum(tf.sum(counted, 0), 1)));
}

/** `softplus(x) - x t`: the numerically stable cross-entropy of sigmoid(x) against t. */
function binaryCrossEntropy(logits: tf.Tensor, targets: tf.Tensor): tf.Tensor {
  // max(x, 0) - x t + log(1 + exp(-|x|))
  const magnitude = tf.log1p(tf.exp(tf.neg(tf.abs(logits))));
  return tf.add(tf.sub(tf.relu(logits), tf.mul(logits, targets)), magnitude);
}

/** Mean weighted by weights of any sum; 0 where all weights are 0. */
function weightedMean(values: tf.Tensor, weights: tf.Tensor): tf.Scalar {
  return tf.div(tf.sum(tf.mul(values, weights)), tf.maximum(tf.sum(weights), 1));
}
