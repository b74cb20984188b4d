import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { decodeText } from './decoder';
import { initializeLora, mergeLora } from './lora';
import { parameterShapes } from './parameter-shapes';
import { tinyConfig } from './test-support/tiny-config';
import { encodeImages, rewardLogits, scoreTexts } from './vlm';
import type { HostTensor } from './weights/host-tensor';
import { initializeParameters } from './weights/initialize-parameters';
import { Weights } from './weights/weights';

const parameters = initializeParameters(parameterShapes(tinyConfig), 7);
// A reward head that starts at random makes every test see the whole network.
const { imageSize } = tinyConfig;

function pictures(count: number, seed = 0): Float32Array {
  return Float32Array.from({ length: count * imageSize * imageSize * 3 }, (_, index) => ((index * 7919 + seed * 104729) % 256) / 255);
}

async function score(
  pixels: Float32Array,
  texts: number[][],
  host: Map<string, HostTensor> = parameters,
  config = tinyConfig,
): Promise<number[][]> {
  const weights = new Weights(host, () => true);
  try {
    const images = pixels.length / (imageSize * imageSize * 3);
    const logits = tf.tidy(() => {
      const cache = encodeImages(tf.tensor4d(pixels, [images, imageSize, imageSize, 3]), weights, config);
      return rewardLogits(decodeText(tf.tensor2d(texts, undefined, 'int32'), cache, weights, config), weights);
    });
    const values = await logits.data();
    logits.dispose();
    const length = texts[0]!.length;
    return texts.map((_, row) => [...values.slice(row * length, (row + 1) * length)]);
  } finally {
    weights.dispose();
  }
}

function expectClose(actual: number[], expected: number[], tolerance = 1e-5): void {
  expect(actual.length).toBe(expected.length);
  for (const [index, value] of actual.entries()) expect(Math.abs(value - expected[index]!)).toBeLessThan(tolerance);
}

describe('the model', () => {
  it('scores a token by what came before it, never by what comes after', async () => {
    const [first] = await score(pictures(1), [[1, 5, 9, 30, 44, 2]]);
    const [second] = await score(pictures(1), [[1, 5, 9, 30, 77, 8]]);
    expectClose(first!.slice(0, 4), second!.slice(0, 4));
    expect(Math.abs(first![4]! - second![4]!)).toBeGreaterThan(1e-4);
  });

  it('looks at the picture', async () => {
    const [first] = await score(pictures(1, 0), [[1, 5, 9, 30]]);
    const [second] = await score(pictures(1, 3), [[1, 5, 9, 30]]);
    expect(Math.max(...first!.map((value, index) => Math.abs(value - second![index]!)))).toBeGreaterThan(1e-3);
  });

  it('gives the same scores to texts that share an image as to each alone', async () => {
    const texts = [
      [1, 5, 9, 30],
      [2, 6, 10, 31],
      [3, 7, 11, 32],
      [4, 8, 12, 33],
    ];
    const together = await score(pictures(2), texts);
    const half = pictures(2).length / 2;
    const alone = [
      ...(await score(pictures(2).slice(0, half), texts.slice(0, 1))),
      ...(await score(pictures(2).slice(0, half), texts.slice(1, 2))),
      ...(await score(pictures(2).slice(half), texts.slice(2, 3))),
      ...(await score(pictures(2).slice(half), texts.slice(3, 4))),
    ];
    for (const [row, expected] of alone.entries()) expectClose(together[row]!, expected);
  });

  it('scores texts that name their image by index as it does side by side', async () => {
    const texts = [
      [1, 5, 9],
      [2, 6, 10],
    ];
    const expected = await score(pictures(2), texts);
    const weights = new Weights(parameters);
    const logits = tf.tidy(() => {
      const cache = encodeImages(tf.tensor4d(pictures(2), [2, imageSize, imageSize, 3]), weights, tinyConfig);
      return scoreTexts(tf.tensor2d([texts[1]!, texts[0]!], undefined, 'int32'), cache, tf.tensor1d([1, 0], 'int32'), weights, tinyConfig)
        .reward;
    });
    const values = [...(await logits.data())];
    tf.dispose(logits);
    weights.dispose();
    expectClose(values.slice(3), expected[0]!);
    expectClose(values.slice(0, 3), expected[1]!);
  });

  it('is blind to the picture when the image is withheld', async () => {
    const config = { ...tinyConfig, imageWithheld: true };
    const [first] = await score(pictures(1, 0), [[1, 5, 9, 30]], parameters, config);
    const [second] = await score(pictures(1, 3), [[1, 5, 9, 30]], parameters, config);
    expect(first).toEqual(second);
  });

  it('starts as the base model with new LoRA adapters, and merges to the adapted model', async () => {
    const lora = { rank: 4, alpha: 8, targets: ['q_proj', 'v_proj', 'down_proj', 'connector'] };
    const adapters = initializeLora(tinyConfig, lora, 3);
    expect([...adapters.keys()].every((name) => !name.startsWith('vision.'))).toBe(true);
    const texts = [[1, 5, 9, 30]];
    const [base] = await score(pictures(1), texts);
    const scoreAdapted = async (host: Map<string, HostTensor>): Promise<number[]> => {
      const weights = new Weights(host, () => true, lora);
      const logits = tf.tidy(() => {
        const cache = encodeImages(tf.tensor4d(pictures(1), [1, imageSize, imageSize, 3]), weights, tinyConfig);
        return rewardLogits(decodeText(tf.tensor2d(texts, undefined, 'int32'), cache, weights, tinyConfig), weights);
      });
      const values = [...(await logits.data())];
      logits.dispose();
      weights.dispose();
      return values;
    };
    expectClose(await scoreAdapted(new Map([...parameters, ...adapters])), base!);

    const trained = new Map(adapters);
    for (const [name, { shape, values }] of adapters) {
      if (name.includes('lora_B')) trained.set(name, { shape, values: values.map((_, index) => Math.sin(index) / 10) });
    }
    const all = new Map([...parameters, ...trained]);
    const adapted = await scoreAdapted(all);
    expect(Math.abs(adapted[3]! - base![3]!)).toBeGreaterThan(1e-3);
    expectClose((await score(pictures(1), texts, mergeLora(all, lora)))[0]!, adapted);
    expectClose((await score(pictures(1), texts, mergeLora(all, lora, 0)))[0]!, base!);
  });
});
