import * as tf from '@tensorflow/tfjs-core';
import type { PatchHead } from '../config';
import type { PackedBatch } from './pack-batch';

/** Texts of a batch as tensors. */
export interface TextTensors {
  /** [texts, length], int32. */
  tokens: tf.Tensor2D;
  /** [texts, length]: 1 where the token is right, else 0. */
  rewardTargets: tf.Tensor2D;
  /** [texts, length]. */
  rewardWeights: tf.Tensor2D;
  /** [texts * length], int32: kinds of hallucinated tokens, for models with a taxonomy head. */
  kinds?: tf.Tensor1D;
  /** [texts * length]: 1 where a kind is known. */
  kindWeights?: tf.Tensor1D;
  /** [texts * length], int32. */
  nextTokens: tf.Tensor1D;
  /** [texts * length]. */
  languageWeights: tf.Tensor1D;
}

/** Words for what lies under the cells of a batch's images, [images * cells]. */
export interface PatchWordTensors {
  /** int32. */
  tokens: tf.Tensor1D;
  weights: tf.Tensor1D;
}

/** A {@link PackedBatch} as tensors. */
export interface BatchTensors {
  /** [images, imageSize, imageSize, 3] in [0, 1]. */
  pixels: tf.Tensor4D;
  /** Absent where a batch has pictures only. */
  texts?: TextTensors;
  /** Classes of the image cells, [images * cells], int32. */
  patches: Partial<Record<PatchHead, tf.Tensor1D>>;
  patchWords: Partial<Record<PatchHead, PatchWordTensors>>;
}

/** Makes tensors of a batch; the caller disposes them. */
export function batchTensors(batch: PackedBatch): BatchTensors {
  const { images, texts, length } = batch;
  const imageSize = Math.sqrt(batch.pixels.length / images / 3);
  const grid: [number, number] = [texts, length];
  return {
    pixels: tf.tensor4d(batch.pixels, [images, imageSize, imageSize, 3]),
    ...(texts > 0 && {
      texts: {
        tokens: tf.tensor2d(batch.tokens, grid, 'int32'),
        rewardTargets: tf.tensor2d(batch.rewardTargets, grid),
        rewardWeights: tf.tensor2d(batch.rewardWeights, grid),
        ...(batch.kinds && batch.kindWeights && { kinds: tf.tensor1d(batch.kinds, 'int32'), kindWeights: tf.tensor1d(batch.kindWeights) }),
        nextTokens: tf.tensor1d(batch.nextTokens, 'int32'),
        languageWeights: tf.tensor1d(batch.languageWeights),
      },
    }),
    patches: mapHeads(batch.patches, (classes) => tf.tensor1d(classes, 'int32')),
    patchWords: mapHeads(batch.patchWords, ({ tokens, weights }) => ({
      tokens: tf.tensor1d(tokens, 'int32'),
      weights: tf.tensor1d(weights),
    })),
  };
}

/** All tensors of a batch under one name each, as a captured step takes its inputs. */
export function flattenBatch({ pixels, texts, patches, patchWords }: BatchTensors): tf.NamedTensorMap {
  const flat: tf.NamedTensorMap = { pixels };
  for (const [name, tensor] of Object.entries(texts ?? {})) flat[`texts/${name}`] = tensor;
  for (const [head, tensor] of Object.entries(patches)) flat[`patches/${head}`] = tensor;
  for (const [head, { tokens, weights }] of Object.entries(patchWords)) {
    flat[`words/${head}`] = tokens;
    flat[`wordWeights/${head}`] = weights;
  }
  return flat;
}

/** The batch that {@link flattenBatch} flattened; other names are left out. */
export function unflattenBatch(flat: tf.NamedTensorMap): BatchTensors {
  const under = (folder: string): tf.NamedTensorMap =>
    Object.fromEntries(
      Object.entries(flat)
        .filter(([name]) => name.startsWith(`${folder}/`))
        .map(([name, tensor]) => [name.slice(folder.length + 1), tensor]),
    );
  const texts = under('texts');
  const wordWeights = under('wordWeights');
  return {
    pixels: flat.pixels as tf.Tensor4D,
    ...('tokens' in texts && { texts: texts as unknown as TextTensors }),
    patches: under('patches') as BatchTensors['patches'],
    patchWords: mapHeads(under('words'), (tokens, head) => ({ tokens: tokens as tf.Tensor1D, weights: wordWeights[head] as tf.Tensor1D })),
  };
}

function mapHeads<Value, Mapped>(
  heads: Partial<Record<string, Value>>,
  map: (value: Value, head: string) => Mapped,
): Partial<Record<PatchHead, Mapped>> {
  return Object.fromEntries(Object.entries(heads).map(([head, value]) => [head, map(value as Value, head)]));
}
