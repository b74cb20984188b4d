import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { loadTokenizer, trainBytePairTokenizer } from '@tldr-rm/align';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Checkpoint } from '../checkpoint/checkpoint';
import { decodeText } from '../decoder';
import { parameterShapes } from '../parameter-shapes';
import { tinyConfig } from '../test-support/tiny-config';
import { SPECIAL_TOKENS, specialIds } from '../train/text-sequence';
import { encodeImages, languageLogits } from '../vlm';
import { initializeParameters } from '../weights/initialize-parameters';
import { Weights } from '../weights/weights';
import { addWeightNoise } from './add-weight-noise';
import { TextGenerator } from './text-generator';

const { imageSize } = tinyConfig;
let checkpoint: Checkpoint;
let generator: TextGenerator;

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tldr-rm-model-'));
  const path = join(folder, 'tokenizer.json');
  await trainBytePairTokenizer(['A red dog is to the left of two cups.'], {
    vocabularySize: tinyConfig.decoder.vocabularySize,
    specialTokens: [...SPECIAL_TOKENS],
    path,
  });
  const parameters = initializeParameters(parameterShapes(tinyConfig), 7);
  // Larger embeddings make the next token depend on the picture and on all tokens before.
  const embedding = parameters.get('decoder.embed_tokens.weight')!;
  parameters.set('decoder.embed_tokens.weight', { ...embedding, values: embedding.values.map((value) => 20 * value) });
  checkpoint = { config: tinyConfig, tokenizer: await readFile(path, 'utf8'), parameters };
  generator = await TextGenerator.open(checkpoint);
  await rm(folder, { recursive: true });
});
afterAll(() => generator.close());

const picture = (seed: number): Uint8Array =>
  Uint8Array.from({ length: imageSize * imageSize * 3 }, (_, index) => (index * 7919 + seed * 104729) % 256);

const requests = [
  { pixels: picture(1), prompt: 'What is red?' },
  { pixels: picture(2), prompt: 'Describe the image.' },
  { pixels: picture(3), prompt: 'A dog' },
];

/** Language logits after each token of one text, by a full forward pass over it alone. */
async function fullPass(pixels: Uint8Array, ids: number[]): Promise<Float32Array[]> {
  const weights = new Weights(checkpoint.parameters);
  const logits = tf.tidy(() => {
    const image = tf.tensor4d(
      Float32Array.from(pixels, (value) => value / 255),
      [1, imageSize, imageSize, 3],
    );
    const hidden = decodeText(tf.tensor2d([ids], undefined, 'int32'), encodeImages(image, weights, tinyConfig), weights, tinyConfig);
    return languageLogits(hidden, weights);
  });
  const values = (await logits.data()) as Float32Array;
  logits.dispose();
  weights.dispose();
  const width = tinyConfig.decoder.vocabularySize;
  return ids.map((_, position) => values.slice(position * width, (position + 1) * width));
}

describe('generate', () => {
  it('takes, when greedy, the argmax of repeated full forward passes', async () => {
    const tokenizer = await loadTokenizer(checkpoint.tokenizer);
    const special = specialIds(tokenizer);
    const generated = await generator.generate(requests, { maximumTokens: 6 });
    for (const [index, { pixels, prompt }] of requests.entries()) {
      const ids = [special.beginPrompt, ...(await tokenizer.encode(prompt)).ids, special.beginResponse];
      const written: number[] = [];
      while (written.length < 6) {
        const logits = [...(await fullPass(pixels, [...ids, ...written])).at(-1)!];
        for (const id of [special.padding, special.beginPrompt, special.beginResponse]) logits[id] = Number.NEGATIVE_INFINITY;
        const best = logits.indexOf(Math.max(...logits));
        if (best === special.end) break;
        written.push(best);
      }
      expect(generated[index]).toEqual({
        text: await tokenizer.decode(written),
        tokens: written.length,
        end: written.length < 6 ? 'complete' : 'cut-off',
      });
    }
  });

  it('repeats itself with the same seed, differs with another, and does not depend on its company', async () => {
    const sampling = { temperature: 1.5, topP: 0.95, maximumTokens: 10 };
    const seeded = requests.map((request, index) => ({ ...request, seed: index }));
    const first = await generator.generate(seeded, { ...sampling, seed: 5 });
    expect(await generator.generate(seeded, { ...sampling, seed: 5 })).toEqual(first);
    expect(await generator.generate(seeded, { ...sampling, seed: 6 })).not.toEqual(first);
    expect(await generator.generate([seeded[2]!], { ...sampling, seed: 5 })).toEqual([first[2]]);
  });

  it('draws differently for texts of other seeds', async () => {
    const twice = [
      { ...requests[0]!, seed: 1 },
      { ...requests[0]!, seed: 2 },
    ];
    const [one, other] = await generator.generate(twice, { temperature: 2, maximumTokens: 10 });
    expect(one).not.toEqual(other);
  });

  it('ends before a stop text', async () => {
    const [whole] = await generator.generate([requests[0]!], { maximumTokens: 6 });
    const stop = whole!.text.slice(3, 5);
    const [cut] = await generator.generate([requests[0]!], { maximumTokens: 6, stop: ['never there', stop] });
    expect(cut).toMatchObject({ text: whole!.text.slice(0, whole!.text.indexOf(stop)), end: 'complete' });
  });

  it('refuses options out of range, and pictures of another size', async () => {
    await expect(generator.generate(requests, { maximumTokens: 0 })).rejects.toMatchObject({ code: 'GENERATION' });
    await expect(generator.generate(requests, { topP: 2 })).rejects.toMatchObject({ code: 'SAMPLING' });
    await expect(generator.generate([{ pixels: new Uint8Array(3), prompt: '' }])).rejects.toMatchObject({ code: 'IMAGE_SHAPE' });
  });
});

describe('tokenLikelihoods', () => {
  it('is the log-softmax of a full forward pass', async () => {
    const tokenizer = await loadTokenizer(checkpoint.tokenizer);
    const special = specialIds(tokenizer);
    const responses = ['A red dog.', 'Two cups', 'It is to the left of the dog.'];
    const likelihoods = await generator.tokenLikelihoods(requests.map((request, index) => ({ ...request, response: responses[index]! })));
    for (const [index, { pixels, prompt }] of requests.entries()) {
      const response = await tokenizer.encode(responses[index]!);
      const before = [special.beginPrompt, ...(await tokenizer.encode(prompt)).ids, special.beginResponse];
      const ids = [...before, ...response.ids, special.end];
      const logits = await fullPass(pixels, ids);
      const { offsets, logProbabilities, endLogProbability } = likelihoods[index]!;
      expect(offsets).toEqual(response.offsets);
      expect(logProbabilities.length).toBe(response.ids.length);
      for (const [at, value] of [...logProbabilities, endLogProbability].entries()) {
        const row = logits[before.length + at - 1]!;
        const best = Math.max(...row);
        const normalizer = best + Math.log(row.reduce((sum, logit) => sum + Math.exp(logit - best), 0));
        expect(value).toBeCloseTo(row[ids[before.length + at]!]! - normalizer, 4);
      }
    }
  });
});

describe('addWeightNoise', () => {
  it('moves matrices by the asked share of their size, the same way for the same seed, and leaves norms alone', () => {
    const name = 'decoder.layers.0.mlp.gate_proj.weight';
    const before = checkpoint.parameters.get(name)!.values;
    const after = addWeightNoise(checkpoint.parameters, 0.1, 3).get(name)!.values;
    const rms = (values: Float32Array) => Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0) / values.length);
    const share = rms(after.map((value, index) => value - before[index]!)) / rms(before);
    expect(share).toBeGreaterThan(0.085);
    expect(share).toBeLessThan(0.115);
    expect(addWeightNoise(checkpoint.parameters, 0.1, 3).get(name)!.values).toEqual(after);
    expect(addWeightNoise(checkpoint.parameters, 0.1, 4).get(name)!.values).not.toEqual(after);
    expect(addWeightNoise(checkpoint.parameters, 0.1, 3).get('decoder.norm.weight')).toEqual(
      checkpoint.parameters.get('decoder.norm.weight'),
    );
  });
});
