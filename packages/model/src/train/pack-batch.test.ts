import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TextTokenizer, trainBytePairTokenizer } from '@tldr-rm/align';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tinyConfig } from '../test-support/tiny-config';
import { packBatch, patchTokens } from './pack-batch';
import { SPECIAL_TOKENS, type SpecialIds, specialIds } from './text-sequence';
import type { TrainingExample } from './training-data';

let folder: string;
let tokenizer: TextTokenizer;
let special: SpecialIds;
const pixels = new Uint8Array(16 * 16 * 3).fill(51);
const options = { lengths: [8, 16], hallucinatedWeight: 3 };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tldr-rm-pack-'));
  const path = join(folder, 'tokenizer.json');
  const texts = ['What colour?', 'It is red.', 'It is blue.', 'dog'];
  tokenizer = await trainBytePairTokenizer(texts, { vocabularySize: 300, specialTokens: [...SPECIAL_TOKENS], path });
  special = specialIds(tokenizer);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const pack = (examples: TrainingExample[], extra = {}) => packBatch(examples, tokenizer, special, tinyConfig, { ...options, ...extra });
const wrong = { prompt: 'What colour?', response: 'It is blue.', spans: [{ start: 6, end: 10, label: 'hallucinated' as const }] };

describe('packBatch', () => {
  it('takes the reward loss at the tokens of the response alone, and weighs hallucinated ones', async () => {
    const batch = await pack([{ pixels, texts: [wrong] }]);
    const { ids, labels, responseStart } = batch.sequences[0]!;
    expect(ids[0]).toBe(special.beginPrompt);
    expect(ids[responseStart - 1]).toBe(special.beginResponse);
    expect(ids.at(-1)).toBe(special.end);
    for (const [position, label] of labels.entries()) {
      const inResponse = position >= responseStart && position < ids.length - 1;
      expect(label === -1).toBe(!inResponse);
      expect(batch.rewardWeights[position]).toBe(label === -1 ? 0 : label === 0 ? 3 : 1);
      expect(batch.rewardTargets[position]).toBe(label === 1 ? 1 : 0);
    }
    expect([...labels].filter((label) => label === 0).length).toBeGreaterThan(0);
  });

  it('lets the language model learn right words and the end, never a hallucinated or ignored word or a prompt', async () => {
    const spans = [...wrong.spans, { start: 3, end: 5, label: 'ignore' as const }];
    const batch = await pack([{ pixels, texts: [{ ...wrong, spans }] }]);
    const { ids, labels, responseStart } = batch.sequences[0]!;
    for (let position = 0; position < batch.length; position += 1) {
      const next = position + 1;
      const counts = next >= responseStart && (labels[next] === 1 || next === ids.length - 1);
      expect(batch.languageWeights[position]).toBe(counts ? 1 : 0);
      if (counts) expect(batch.nextTokens[position]).toBe(ids[next]);
    }
  });

  it('weighs the words of claims in both losses', async () => {
    const claims = [{ start: 6, end: 10 }];
    const right = { prompt: 'What colour?', response: 'It is blue.', spans: [] };
    for (const [text, weight] of [
      [wrong, 3 * 5],
      [right, 5],
    ] as const) {
      const plain = await pack([{ pixels, texts: [text] }], { claimWeight: 5 });
      const batch = await pack([{ pixels, texts: [{ ...text, claims }] }], { claimWeight: 5 });
      const { claimed, responseStart } = batch.sequences[0]!;
      expect(claimed.indexOf(1)).toBeGreaterThan(responseStart);
      for (const [position, isClaimed] of claimed.entries()) {
        expect(batch.rewardWeights[position]).toBe(isClaimed ? weight : plain.rewardWeights[position]);
        if (position > 0) expect(batch.languageWeights[position - 1]).toBe(plain.languageWeights[position - 1]! * (isClaimed ? 5 : 1));
      }
    }
  });

  it('labels the end of a response as a whole for the naive model, and uses no label of a single token', async () => {
    const naive = { ...tinyConfig, rewardLevel: 'response' as const };
    const right = { prompt: 'What colour?', response: 'It is red.', spans: [] };
    const whole = { prompt: 'What colour?', response: 'It is blue.', hallucinated: true };
    const unknown = { prompt: 'What colour?', response: 'It is red.' };
    const batch = await packBatch([{ pixels, texts: [right, wrong, whole, unknown] }], tokenizer, special, naive, options);
    for (const [row, [target, weight]] of [
      [1, 1],
      [0, 3],
      [0, 3],
      [0, 0],
    ].entries()) {
      const at = (position: number): number => row * batch.length + position;
      const end = batch.sequences[row]!.ids.length - 1;
      for (let position = 0; position < batch.length; position += 1) {
        expect(batch.rewardWeights[at(position)]).toBe(position === end ? weight : 0);
        expect(batch.rewardTargets[at(position)]).toBe(position === end ? target : 0);
      }
      const learned = batch.languageWeights.slice(at(0), at(batch.length)).some((each) => each > 0);
      expect(learned).toBe(row === 0);
    }
  });

  it('gives the kind of each hallucinated token to a model with a head for it', async () => {
    const kindred = { ...tinyConfig, taxonomyHead: true };
    const spans = [{ ...wrong.spans[0]!, taxonomy: 'visual-attribute' as const }];
    const batch = await packBatch([{ pixels, texts: [{ ...wrong, spans }] }], tokenizer, special, kindred, options);
    const { labels } = batch.sequences[0]!;
    for (const [position, label] of labels.entries()) {
      expect(batch.kindWeights![position]).toBe(label === 0 ? 1 : 0);
      expect(batch.kinds![position]).toBe(label === 0 ? 1 : 0);
    }
    expect((await pack([{ pixels, texts: [wrong] }])).kinds).toBeUndefined();
  });

  it('pads to the shortest length that fits and leaves longer texts out of every loss', async () => {
    const short = { prompt: '', response: 'red', spans: [] };
    const long = { prompt: '', response: 'It is red. '.repeat(20), spans: [] };
    const batch = await pack([{ pixels, texts: [short, long] }]);
    expect(batch.length).toBe(8);
    expect(batch.tooLong).toBe(1);
    expect([...batch.tokens.slice(8)]).toEqual(new Array(8).fill(special.padding));
    expect(batch.rewardWeights.slice(8).some((weight) => weight > 0)).toBe(false);
    expect(batch.languageWeights.slice(8).some((weight) => weight > 0)).toBe(false);
  });

  it('scales pixels to 0..1 and shows one picture for all to a text-only twin', async () => {
    const examples = [1, 2].map(() => ({ pixels, texts: [wrong] }));
    expect((await pack(examples)).pixels[0]).toBeCloseTo(0.2, 6);
    const twin = await packBatch(examples, tokenizer, special, { ...tinyConfig, imageWithheld: true }, options);
    expect([twin.images, twin.texts, twin.patches]).toEqual([1, 2, {}]);
  });

  it('gives each image cell the first token of the word for what lies there', async () => {
    const words = await patchTokens({ nouns: ['', 'dog'], colours: ['', 'red'] }, tokenizer);
    const patches = { nouns: Int32Array.of(0, 1, 1, 0), colours: Int32Array.of(0, 1, 0, 0) };
    const { patchWords } = await pack([{ pixels, texts: [wrong], patches }], { patchTokens: words });
    const [dog] = (await tokenizer.encode('a dog')).ids.slice(-1);
    expect([...patchWords.nouns!.weights]).toEqual([0, 1, 1, 0]);
    expect([...patchWords.colours!.weights]).toEqual([0, 1, 0, 0]);
    expect(patchWords.nouns!.tokens[1]).toBe(dog);
  });

  it('refuses a patch class that the model does not have', async () => {
    const patches = { nouns: Int32Array.of(0, 5, 0, 0) };
    await expect(pack([{ pixels, texts: [wrong], patches }])).rejects.toThrow('patch class 5 of "nouns": the model has 5');
  });

  it('refuses examples with different numbers of texts, and pictures of another size', async () => {
    await expect(
      pack([
        { pixels, texts: [wrong] },
        { pixels, texts: [] },
      ]),
    ).rejects.toThrow('same number of texts');
    await expect(pack([{ pixels: new Uint8Array(12), texts: [wrong] }])).rejects.toThrow('16 x 16 RGB needs 768');
  });
});
