import * as tf from '@tensorflow/tfjs-core';
import type { TextTokenizer } from '@tldr-rm/align';
import type { ModelConfig } from '../config';
import { decodeText } from '../decoder';
import { takeValues } from '../take-values';
import { encodeImages, rewardLogits } from '../vlm';
import type { Weights } from '../weights/weights';
import { packBatch } from './pack-batch';
import { specialIds } from './text-sequence';
import type { TrainingExample } from './training-data';

/** Rewards of the response tokens of one text, with their labels. */
export interface ScoredTokens {
  /** Of a model of whole responses, the reward of the response at each of them. */
  rewards: Float32Array;
  /** 1 right, 0 hallucinated, -1 ignored, unknown, or not judged: a model of whole responses judges no token. */
  labels: Int8Array;
  /** Whether the response as a whole is right; undefined where nothing is known about it. */
  right: boolean | undefined;
}

/** Scores every text of every example, in order, with the model as it stands. */
export type ScoreExamples = (examples: TrainingExample[]) => Promise<ScoredTokens[]>;

/** Runs the forward pass over one batch of examples. Texts longer than the longest length come back empty. */
export async function scoreExamples(
  examples: TrainingExample[],
  model: { weights: Weights; config: ModelConfig; tokenizer: TextTokenizer; lengths: number[] },
): Promise<ScoredTokens[]> {
  const { weights, config, tokenizer, lengths } = model;
  if (examples.every(({ texts }) => texts.length === 0)) return [];
  const batch = await packBatch(examples, tokenizer, specialIds(tokenizer), config, { lengths, hallucinatedWeight: 1 });
  const rewards = tf.tidy(() => {
    const pixels = tf.tensor4d(batch.pixels, [batch.images, config.imageSize, config.imageSize, 3]);
    const tokens = tf.tensor2d(batch.tokens, [batch.texts, batch.length], 'int32');
    const hidden = decodeText(tokens, encodeImages(pixels, weights, config), weights, config);
    return tf.sigmoid(rewardLogits(hidden, weights));
  });
  const values = await takeValues(rewards);
  return batch.sequences.map(({ ids, labels, responseStart, right }, row) => {
    if (ids.length > batch.length) return { rewards: new Float32Array(), labels: new Int8Array(), right };
    const end = ids.length - 1;
    const start = row * batch.length;
    if (config.rewardLevel === 'response') {
      const count = end - responseStart;
      return { rewards: new Float32Array(count).fill(values[start + end]!), labels: new Int8Array(count).fill(-1), right };
    }
    return { rewards: values.slice(start + responseStart, start + end), labels: labels.slice(responseStart, end), right };
  });
}
