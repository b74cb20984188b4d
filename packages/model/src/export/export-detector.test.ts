import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { trainBytePairTokenizer } from '@tldr-rm/align';
import { detectorManifestSchema } from '@tldr-rm/schema';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeModel } from '../checkpoint/change-model';
import { initializeLora } from '../lora';
import { parameterShapes } from '../parameter-shapes';
import { tinyConfig } from '../test-support/tiny-config';
import { SPECIAL_TOKENS } from '../train/text-sequence';
import { encodeImages, scoreTexts } from '../vlm';
import { initializeParameters } from '../weights/initialize-parameters';
import { Weights } from '../weights/weights';
import { exportDetector } from './export-detector';

const parameters = initializeParameters(parameterShapes(tinyConfig), 11);
const { imageSize } = tinyConfig;
const options = { name: 'tiny', domain: 'noise', maximumLength: 64, thresholds: { token: 0.5, sentence: 0.5, response: 0.5 } };
let folder: string;
let tokenizer: string;
let encoder: InferenceSession;
let scorer: InferenceSession;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tldr-rm-export-'));
  const path = join(folder, 'tokenizer.json');
  await trainBytePairTokenizer(['a red dog'], { vocabularySize: 300, specialTokens: [...SPECIAL_TOKENS], path });
  tokenizer = await readFile(path, 'utf8');
  await exportDetector({ config: tinyConfig, tokenizer, parameters }, join(folder, 'detector'), options);
  encoder = await InferenceSession.create(join(folder, 'detector', 'image-encoder.onnx'));
  scorer = await InferenceSession.create(join(folder, 'detector', 'scorer.onnx'));
});

afterAll(async () => {
  await encoder.release();
  await scorer.release();
  await rm(folder, { recursive: true, force: true });
});

async function scoreByOnnx(
  pixels: Float32Array,
  images: number,
  imageIndex: number[],
  tokens: Int32Array,
  length: number,
): Promise<Float32Array> {
  const { keys, values } = await encoder.run({ pixels: new Tensor('float32', pixels, [images, imageSize, imageSize, 3]) });
  const { logits } = await scorer.run({
    keys: keys!,
    values: values!,
    imageIndex: new Tensor('int32', Int32Array.from(imageIndex), [imageIndex.length]),
    tokens: new Tensor('int32', tokens, [imageIndex.length, length]),
  });
  expect(logits!.dims).toEqual([imageIndex.length, length]);
  return logits!.data as Float32Array;
}

async function scoreByTensorFlow(
  pixels: Float32Array,
  images: number,
  imageIndex: number[],
  tokens: Int32Array,
  length: number,
): Promise<Float32Array> {
  const weights = new Weights(parameters);
  const logits = tf.tidy(() => {
    const cache = encodeImages(tf.tensor4d(pixels, [images, imageSize, imageSize, 3]), weights, tinyConfig);
    return scoreTexts(
      tf.tensor2d(tokens, [imageIndex.length, length], 'int32'),
      cache,
      tf.tensor1d(imageIndex, 'int32'),
      weights,
      tinyConfig,
    ).reward;
  });
  const values = (await logits.data()) as Float32Array;
  logits.dispose();
  weights.dispose();
  return values;
}

describe('an exported detector', () => {
  const batches = [
    { images: 1, responses: 1 },
    { images: 1, responses: 7 },
    { images: 3, responses: 5 },
  ];
  const cases = batches.flatMap((batch) => [1, 13, 41].map((length) => ({ ...batch, length })));

  it.each(cases)('equals the TensorFlow.js forward pass for $responses responses about $images images at length $length', async (size) => {
    const { images, responses, length } = size;
    const pixels = Float32Array.from({ length: images * imageSize * imageSize * 3 }, (_, index) => ((index * 7919) % 251) / 250);
    const tokens = Int32Array.from(
      { length: responses * length },
      (_, index) => (index * 31 + responses) % tinyConfig.decoder.vocabularySize,
    );
    const imageIndex = Array.from({ length: responses }, (_, index) => index % images);
    const expected = await scoreByTensorFlow(pixels, images, imageIndex, tokens, length);
    const actual = await scoreByOnnx(pixels, images, imageIndex, tokens, length);
    for (const [index, value] of actual.entries()) expect(Math.abs(value - expected[index]!)).toBeLessThan(1e-4);
  });

  it('scores texts that are padded as it scores each of them alone, and takes nothing before the last token for padding', async () => {
    const pixels = Float32Array.from({ length: 2 * imageSize * imageSize * 3 }, (_, index) => ((index * 7919) % 251) / 250);
    const lengths = [5, 1, 9, 4];
    const length = 9;
    const tokens = new Int32Array(lengths.length * length);
    for (const [row, own] of lengths.entries()) {
      for (let index = 0; index < own; index += 1) tokens[row * length + index] = index === 1 ? 0 : 4 + ((row * 7 + index * 5) % 20);
    }
    const together = await scoreByOnnx(pixels, 2, [0, 1, 1, 0], tokens, length);
    for (const [row, own] of lengths.entries()) {
      const alone = await scoreByOnnx(pixels, 2, [[0, 1, 1, 0][row]!], tokens.slice(row * length, row * length + own), own);
      for (const [index, value] of alone.entries()) expect(Math.abs(value - together[row * length + index]!)).toBeLessThan(1e-5);
    }
  });

  it('carries the sha256 of each of its files and a manifest that fits the schema', async () => {
    const manifest = detectorManifestSchema.parse(JSON.parse(await readFile(join(folder, 'detector', 'detector.json'), 'utf8')));
    for (const name of Object.values(manifest.files)) {
      const digest = createHash('sha256')
        .update(await readFile(join(folder, 'detector', name)))
        .digest('hex');
      expect(manifest.sha256[name]).toBe(digest);
    }
  });

  it('in int8 says so, is smaller, and scores like the one in float32', async () => {
    // Wide enough that every projection of the layers is quantized.
    const wide = {
      ...tinyConfig,
      vision: { ...tinyConfig.vision, hiddenSize: 64, stemWidths: [16, 64], mlpSize: 128 },
      decoder: { ...tinyConfig.decoder, hiddenSize: 64, heads: 2, keyValueHeads: 2, mlpSize: 128 },
    };
    const checkpoint = { config: wide, tokenizer, parameters: initializeParameters(parameterShapes(wide), 3) };
    const rewards: number[][] = [];
    for (const precision of ['float32', 'int8'] as const) {
      const target = join(folder, precision);
      const manifest = await exportDetector(checkpoint, target, { ...options, precision });
      expect(manifest.precision).toBe(precision);
      const sessions = {
        encoder: await InferenceSession.create(join(target, 'image-encoder.onnx')),
        scorer: await InferenceSession.create(join(target, 'scorer.onnx')),
      };
      const pixels = Float32Array.from({ length: imageSize * imageSize * 3 }, (_, index) => ((index * 7919) % 251) / 250);
      const tokens = Int32Array.from({ length: 4 * 20 }, (_, index) => (index * 31) % wide.decoder.vocabularySize);
      const { keys, values } = await sessions.encoder.run({ pixels: new Tensor('float32', pixels, [1, imageSize, imageSize, 3]) });
      const imageIndex = new Tensor('int32', new Int32Array(4), [4]);
      const { logits } = await sessions.scorer.run({
        keys: keys!,
        values: values!,
        imageIndex,
        tokens: new Tensor('int32', tokens, [4, 20]),
      });
      rewards.push(Array.from(logits!.data as Float32Array, (logit) => 1 / (1 + Math.exp(-logit))));
      await sessions.encoder.release();
      await sessions.scorer.release();
    }
    const differences = rewards[0]!.map((reward, index) => Math.abs(reward - rewards[1]![index]!));
    const mean = differences.reduce((sum, difference) => sum + difference, 0) / differences.length;
    expect(mean).toBeGreaterThan(0);
    expect(mean).toBeLessThan(0.02);
    const size = async (name: string): Promise<number> => (await readFile(join(folder, name, 'image-encoder.onnx'))).byteLength;
    expect(await size('int8')).toBeLessThan((await size('float32')) / 2);
  });

  it('of a model with a head for kinds has their logits as a further output, and says so', async () => {
    const { config, parameters: withHead } = changeModel({ config: tinyConfig, tokenizer, parameters }, { taxonomyHead: true }, 3);
    const kinds = join(folder, 'kinds');
    expect(await exportDetector({ config, tokenizer, parameters: withHead }, kinds, options)).toMatchObject({ taxonomyHead: true });
    const session = await InferenceSession.create(join(kinds, 'scorer.onnx'));
    expect(session.outputNames).toEqual(['logits', 'kinds']);
    await session.release();
  });

  it('of a checkpoint with adapters has them merged in', async () => {
    const lora = { rank: 2, alpha: 4, targets: ['q_proj', 'up_proj'] };
    const adapters = initializeLora(tinyConfig, lora, 5);
    for (const [name, { values }] of adapters) if (name.includes('lora_B')) values.fill(0.05);
    const withAdapters = { config: tinyConfig, tokenizer, parameters: new Map([...parameters, ...adapters]), lora };
    const none = await exportDetector(withAdapters, join(folder, 'none'), { ...options, tau: 0 });
    const full = await exportDetector(withAdapters, join(folder, 'full'), options);
    const plain = detectorManifestSchema.parse(JSON.parse(await readFile(join(folder, 'detector', 'detector.json'), 'utf8')));
    expect(none.sha256['scorer.onnx']).toBe(plain.sha256['scorer.onnx']);
    expect(full.sha256['scorer.onnx']).not.toBe(plain.sha256['scorer.onnx']);
  });

  // Sizes that real models have, and those that stand for free sizes while tracing or lie beside them.
  const widths = [
    { mlpSize: 9216, vocabularySize: 2003 },
    { mlpSize: 10_240, vocabularySize: 3001 },
    { mlpSize: 11_008, vocabularySize: 9500 },
    { mlpSize: 1009, vocabularySize: 10_000 },
    { mlpSize: 2011, vocabularySize: 1013 },
    { cells: 10_000 },
  ];

  it.each(widths)('of a model with %j equals the TensorFlow.js forward pass', async ({ cells = 4, ...sizes }) => {
    const decoder = { ...tinyConfig.decoder, layers: 1, ...sizes };
    const { patchClasses: _, ...plain } = tinyConfig;
    const wide = { ...plain, imageSize: 8 * Math.sqrt(cells), decoder };
    const own = initializeParameters(parameterShapes(wide), 3);
    const target = join(folder, `wide-${cells}-${decoder.mlpSize}`);
    await exportDetector({ config: wide, tokenizer, parameters: own }, target, options);
    const session = await InferenceSession.create(join(target, 'scorer.onnx'));
    const [responses, length] = [2, 7];
    const shape = [1, decoder.keyValueHeads, cells, decoder.hiddenSize / decoder.heads] as [number, number, number, number];
    const some = (seed: number): Float32Array =>
      Float32Array.from({ length: shape.reduce((product, side) => product * side, 1) }, (_unused, index) =>
        Math.sin(index * 12.9898 + seed),
      );
    const tokens = Int32Array.from({ length: responses * length }, (_unused, index) => 5 + ((index * 31) % (decoder.vocabularySize - 5)));
    const { logits } = await session.run({
      keys: new Tensor('float32', some(1), shape),
      values: new Tensor('float32', some(2), shape),
      imageIndex: new Tensor('int32', new Int32Array(responses), [responses]),
      tokens: new Tensor('int32', tokens, [responses, length]),
    });
    await session.release();
    const weights = new Weights(own);
    const expected = tf.tidy(() => {
      const cache = { keys: tf.tensor4d(some(1), shape), values: tf.tensor4d(some(2), shape) };
      const padded = tf.tensor2d(tokens, [responses, length], 'int32');
      return scoreTexts(padded, cache, tf.zeros([responses], 'int32') as tf.Tensor1D, weights, wide).reward;
    });
    const values = await expected.data();
    tf.dispose(expected);
    weights.dispose();
    expect(logits!.dims).toEqual([responses, length]);
    for (const [index, value] of values.entries()) expect(Math.abs(value - (logits!.data as Float32Array)[index]!)).toBeLessThan(1e-4);
  });

  it('replaces an earlier one whole, beside whatever else its folder holds, or leaves it as it was', async () => {
    const target = join(folder, 'replaced');
    const read = async (): Promise<Record<string, string>> => {
      const names = (await readdir(target)).filter((name) => name !== 'scorer.onnx');
      return Object.fromEntries(
        await Promise.all(
          names.sort().map(
            async (name) =>
              [
                name,
                createHash('sha256')
                  .update(await readFile(join(target, name)))
                  .digest('hex'),
              ] as const,
          ),
        ),
      );
    };
    await exportDetector({ config: tinyConfig, tokenizer, parameters }, target, options);
    await writeFile(join(target, 'README.md'), 'mine');
    await rm(join(target, 'scorer.onnx'));
    await mkdir(join(target, 'scorer.onnx'));
    const before = await read();
    const other = { config: tinyConfig, tokenizer, parameters: initializeParameters(parameterShapes(tinyConfig), 8) };
    const tensors = tf.memory().numTensors;
    await expect(exportDetector(other, target, options)).rejects.toMatchObject({ code: 'OUTPUT_UNWRITABLE' });
    expect(tf.memory().numTensors).toBe(tensors);
    expect(await read()).toEqual(before);
    await rm(join(target, 'scorer.onnx'), { recursive: true });
    const { sha256 } = await exportDetector(other, target, options);
    expect(await read()).toMatchObject({ 'README.md': before['README.md'], 'image-encoder.onnx': sha256['image-encoder.onnx'] });
    expect((await readdir(target)).length).toBe(5);
  });
});
