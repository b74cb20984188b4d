import * as tf from '@tensorflow/tfjs-core';
import { geluTanh } from '@tldr-rm/tfjs-ort';
import { gridSize, type ModelConfig } from './config';
import { attend, joinHeads, splitHeads } from './layers/attention';
import { transformerBlock } from './layers/block';
import { linear } from './layers/linear';
import { normalize } from './layers/norms';
import type { Weights } from './weights/weights';

/**
 * How layers of the stem are computed, with the same result but for rounding. `windows`: as matrix products of copied windows, whose gradient is the faster one.
 * `convolution`: without copies, which is the faster way forward.
 */
export type StemForm = 'windows' | 'convolution';

/**
 * Turns pictures into image features, one for each cell of the grid: a convolutional stem (early convolutions help small transformers learn:
 * Xiao et al. 2021, arXiv 2106.14881), then transformer layers.
 *
 * @param pixels [images, imageSize, imageSize, 3] in [0, 1].
 * @param stem how the stem is computed; the result is the same but for rounding.
 * @returns [images, cells, hidden], cells in row-major order.
 */
export function encodeImage(pixels: tf.Tensor4D, weights: Weights, config: ModelConfig, stem: StemForm = 'windows'): tf.Tensor3D {
  const { vision, normEpsilon } = config;
  const visible = config.imageWithheld ? tf.add(tf.mul(pixels, 0), 0.5) : pixels;
  let grid = visible as tf.Tensor4D;
  for (const index of vision.stemWidths.keys()) {
    const name = `vision.stem.${index}`;
    const convolved =
      index === 0 ? embedPatches(grid, weights, name, vision.patchSize, stem) : convolveOverlapping(grid, weights, name, stem);
    grid = geluTanh(normalize(convolved, weights, `${name}.norm`, normEpsilon)) as tf.Tensor4D;
  }
  const cells = gridSize(config) ** 2;
  let x = tf.reshape(grid, [grid.shape[0], cells, vision.hiddenSize]) as tf.Tensor;
  x = tf.add(x, weights.get('vision.positions'));
  for (let layer = 0; layer < vision.layers; layer += 1) {
    x = transformerBlock(x, weights, `vision.layers.${layer}`, normEpsilon, (query, key, value) =>
      joinHeads(attend(splitHeads(query, vision.heads), splitHeads(key, vision.heads), splitHeads(value, vision.heads))),
    );
  }
  return normalize(x, weights, 'vision.norm', normEpsilon) as tf.Tensor3D;
}

/** The first layer of the stem: patches of pixels, moved from [0, 1] to [-1, 1], times the matrix `NAME.weight`. */
function embedPatches(pixels: tf.Tensor4D, weights: Weights, name: string, side: number, stem: StemForm): tf.Tensor {
  if (stem === 'windows') return linear(spaceToDepth(tf.sub(tf.mul(pixels, 2), 1), side), weights, name);
  const matrix = weights.get(`${name}.weight`) as tf.Tensor2D;
  const filter = tf.transpose(tf.reshape(matrix, [matrix.shape[0], side, side, pixels.shape[3]]), [1, 2, 3, 0]) as tf.Tensor4D;
  // W (2 x - 1) + b = (2 W) x + (b - W 1): one pass over the pixels less.
  const bias = tf.sub(weights.get(`${name}.bias`), tf.sum(matrix, 1));
  return tf.fused.conv2d({ x: pixels, filter: tf.mul(filter, 2) as tf.Tensor4D, bias, strides: side, pad: 'valid' });
}

/** A further layer of the stem: the windows of {@link overlappingPatches} times the matrix `NAME.weight`. */
function convolveOverlapping(x: tf.Tensor4D, weights: Weights, name: string, stem: StemForm): tf.Tensor {
  if (stem === 'windows') return linear(overlappingPatches(x), weights, name);
  const matrix = weights.get(`${name}.weight`) as tf.Tensor2D;
  const [output] = matrix.shape;
  const channels = x.shape[3];
  // [out, window row, window column, row, column, in] -> [window row, row, window column, column, in, out].
  const filter = tf.transpose(tf.reshape(matrix, [output, 2, 2, 2, 2, channels]), [1, 3, 2, 4, 5, 0]);
  return tf.fused.conv2d({
    x,
    filter: tf.reshape(filter, [4, 4, channels, output]),
    bias: weights.get(`${name}.bias`),
    strides: 2,
    pad: [
      [0, 0],
      [2, 0],
      [2, 0],
      [0, 0],
    ],
  });
}

/** Cuts [images, height, width, channels] into blocks: [images, height / side, width / side, side * side * channels]. */
function spaceToDepth(x: tf.Tensor4D, side: number): tf.Tensor4D {
  const [images, height, width, channels] = x.shape;
  const rows = height / side;
  const columns = width / side;
  // Pixels of one block row lie together after moving the block column before the row within the block.
  const blocks = tf.transpose(tf.reshape(x, [images, rows, side, columns, side * channels]), [0, 1, 3, 2, 4]);
  return tf.reshape(blocks, [images, rows, columns, side * side * channels]);
}

/**
 * The windows of a 4x4 convolution of stride 2, padded by two above and on the left: each output cell sees its own 2x2 block and the blocks above, to
 * the left, and diagonally between. [images, height, width, channels] -> [images, height / 2, width / 2, 16 * channels].
 */
function overlappingPatches(x: tf.Tensor4D): tf.Tensor4D {
  const blocks = spaceToDepth(x, 2);
  const [images, height, width, channels] = blocks.shape;
  const padded = tf.pad(blocks, [
    [0, 0],
    [1, 0],
    [1, 0],
    [0, 0],
  ]);
  const window = (top: number, left: number): tf.Tensor4D => tf.slice(padded, [0, top, left, 0], [images, height, width, channels]);
  return tf.concat([window(0, 0), window(0, 1), window(1, 0), blocks], 3);
}
