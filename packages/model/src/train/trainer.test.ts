import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { trainBytePairTokenizer } from '@tldr-rm/align';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeModel } from '../checkpoint/change-model';
import { loadCheckpoint } from '../checkpoint/load-checkpoint';
import { parameterShapes } from '../parameter-shapes';
import { tinyConfig } from '../test-support/tiny-config';
import { initializeParameters } from '../weights/initialize-parameters';
import { SPECIAL_TOKENS } from './text-sequence';
import { type CurrentModel, train } from './trainer';
import { trainingConfigSchema } from './training-config';
import type { TrainingData, TrainingExample } from './training-data';
import type { LogEntry } from './training-log';

const colours = ['red', 'green', 'blue'];
let folder: string;
let tokenizer: string;

/** Plain pictures of one colour; a caption is wrong when it names another. */
const data: TrainingData = {
  batch(step) {
    return [0, 1, 2, 3].map((offset) => {
      const colour = (step + offset) % 3;
      const pixels = new Uint8Array(16 * 16 * 3).map((_, index) => (index % 3 === colour ? 220 : 30));
      const wrong = colours[(colour + 1 + (step % 2)) % 3]!;
      return {
        pixels,
        texts: [
          { prompt: 'What colour?', response: `It is ${colours[colour]}.`, spans: [] },
          {
            prompt: 'What colour?',
            response: `It is ${wrong}.`,
            spans: [{ start: 6, end: 6 + wrong.length, label: 'hallucinated' as const }],
          },
        ],
        patches: { nouns: new Int32Array(4).fill(1), colours: new Int32Array(4).fill(colour) },
      };
    });
  },
};

const training = trainingConfigSchema.parse({
  seed: 1,
  steps: 12,
  lengths: [16, 32],
  loss: { reward: 1, language: 0.5, patches: 0.5, hallucinatedWeight: 1 },
  learningRate: { peak: 0.01, warmupSteps: 2 },
  checkpointEvery: 4,
  evaluateEvery: 6,
});

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tldr-rm-train-'));
  const path = join(folder, 'tokenizer.json');
  const texts = colours.flatMap((colour) => [`It is ${colour}.`, 'What colour?']);
  await trainBytePairTokenizer(texts, { vocabularySize: 300, specialTokens: [...SPECIAL_TOKENS], path });
  tokenizer = await readFile(path, 'utf8');
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function run(name: string, options: Partial<Parameters<typeof train>[0]> = {}): Promise<LogEntry[]> {
  const out = join(folder, name);
  await train({ training, data, out, start: { config: tinyConfig, tokenizer }, ...options });
  const lines = (await readFile(join(out, 'log.jsonl'), 'utf8')).trim().split('\n');
  return lines.map((line) => JSON.parse(line) as LogEntry);
}

describe('train', () => {
  it('learns to tell a wrong colour from a right one', async () => {
    const longer = { ...training, steps: 150, checkpointEvery: 1000, evaluateEvery: 1000 };
    const log = await run('learns', { training: longer });
    const last = log.filter((entry) => entry.step > 140);
    expect(Number(log[0]!.reward)).toBeGreaterThan(0.5);
    for (const entry of last) expect(Number(entry.reward)).toBeLessThan(0.1);
  });

  it('lets the evaluation name the image cells and score the texts with the model as it stands, and logs its figures', async () => {
    const evaluate = async ({ scoreExamples, scorePatches }: CurrentModel): Promise<Record<string, number>> => {
      const examples = await data.batch(1000);
      const texts = await scoreExamples(examples);
      const cells = await scorePatches(examples);
      const truth = examples.flatMap(({ patches }) => [...patches!.colours!]);
      return {
        colourAccuracy: truth.filter((colour, index) => cells.colours![index] === colour).length / truth.length,
        rightOrder: texts.filter(
          (_, index) => index % 2 === 0 && Math.min(...texts[index]!.rewards) > Math.min(...texts[index + 1]!.rewards),
        ).length,
      };
    };
    const log = await run('evaluates', { training: { ...training, steps: 100, checkpointEvery: 1000, evaluateEvery: 1000 }, evaluate });
    expect(log.at(-1)).toMatchObject({ step: 100, event: 'evaluation', colourAccuracy: 1, rightOrder: 4 });
  });

  it('repeats the losses of an uninterrupted run after being stopped and resumed', async () => {
    const whole = await run('whole');
    const controller = new AbortController();
    await run('parts', { signal: controller.signal, onLog: (entry) => entry.step === 6 && controller.abort() });
    const parts = await run('parts');
    expect(parts.map((entry) => entry.step)).toEqual(whole.map((entry) => entry.step));
    for (const [index, entry] of parts.entries()) expect(Math.abs(Number(entry.loss) - Number(whole[index]!.loss))).toBeLessThan(1e-5);
  });

  it('writes a checkpoint when it is stopped during an evaluation', async () => {
    const controller = new AbortController();
    const evaluate = async (): Promise<Record<string, number>> => {
      controller.abort();
      return {};
    };
    const uneven = { ...training, checkpointEvery: 5, evaluateEvery: 3 };
    await run('evaluating', { training: uneven, signal: controller.signal, evaluate });
    expect((await loadCheckpoint(join(folder, 'evaluating', 'checkpoint-0000003'))).trainer?.step).toBe(3);
  });

  it('refuses lengths that do not ascend', () => {
    expect(() => trainingConfigSchema.parse({ ...training, lengths: [32, 16] })).toThrow('must ascend');
  });

  it('goes on from the newest checkpoint and drops what was logged after it', async () => {
    const out = join(folder, 'crashed');
    const failing: TrainingData = {
      batch(step) {
        if (step === 6) throw new Error('power cut');
        return data.batch(step);
      },
    };
    await expect(train({ training, data: failing, out, start: { config: tinyConfig, tokenizer } })).rejects.toThrow('power cut');
    const log = await run('crashed');
    expect(log.map((entry) => entry.step)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    const whole = await run('whole');
    for (const [index, entry] of log.entries()) expect(Math.abs(Number(entry.loss) - Number(whole[index]!.loss))).toBeLessThan(1e-5);
  });

  it('averages the gradients of accumulated batches', async () => {
    const doubled: TrainingData = { batch: (step) => data.batch(Math.floor(step / 2)) };
    const once = await run('once');
    const twice = await run('twice', { data: doubled, training: { ...training, accumulate: 2 } });
    for (const [index, entry] of twice.entries()) expect(Math.abs(Number(entry.loss) - Number(once[index]!.loss))).toBeLessThan(1e-4);
  });

  it('moves parameters by the factor of the learning rate that their names ask for', async () => {
    const optimizer = { ...training.optimizer, rateFactors: { 'vision.': 0 } };
    await run('factors', { training: { ...training, steps: 4, optimizer } });
    const { parameters } = await loadCheckpoint(join(folder, 'factors', 'checkpoint-0000004'));
    const before = initializeParameters(parameterShapes(tinyConfig), training.seed);
    const same = [...parameters].filter(([name, { values }]) => values.every((value, index) => value === before.get(name)!.values[index]));
    expect(same.map(([name]) => name)).toEqual([...before.keys()].filter((name) => name.startsWith('vision.')));
  });

  it('changes adapters and the reward head alone when LoRA is asked for', async () => {
    await run('base', { training: { ...training, steps: 4 } });
    const base = await loadCheckpoint(join(folder, 'base', 'checkpoint-0000004'));
    const lora = { rank: 2, alpha: 4, targets: ['q_proj', 'v_proj'] };
    await run('lora', { training: { ...training, steps: 4, lora }, start: { ...base, trainer: undefined } });
    const adapted = await loadCheckpoint(join(folder, 'lora', 'checkpoint-0000004'));
    expect(adapted.lora).toEqual(lora);
    for (const [name, { values }] of base.parameters) {
      if (!name.startsWith('reward_head.')) expect(adapted.parameters.get(name)!.values).toEqual(values);
    }
    const moved = [...adapted.parameters].filter(([name, { values }]) => name.includes('lora_B') && values.some((value) => value !== 0));
    expect(moved.length).toBe(tinyConfig.decoder.layers * 2);
  });

  it.each([{}, { lora: { rank: 2, alpha: 4, targets: ['q_proj'] } }])(
    'trains a head for kinds alone, and leaves the rest as it was to the bit: %j',
    async (more) => {
      const kinds: TrainingData = {
        batch: async (step) =>
          (await data.batch(step)).map((example) => ({
            ...example,
            texts: example.texts.map((text) => ({
              ...text,
              spans: text.spans?.map((span) => ({ ...span, taxonomy: 'visual-attribute' as const })),
            })),
          })),
      };
      const parameters = initializeParameters(parameterShapes(tinyConfig), 3);
      const start = changeModel({ config: tinyConfig, tokenizer, parameters }, { taxonomyHead: true }, 3);
      const alone = {
        ...training,
        ...more,
        steps: 6,
        checkpointEvery: 6,
        loss: { ...training.loss, reward: 0, language: 0, patches: 0, taxonomy: 1 },
        trainable: ['taxonomy_head.'],
        optimizer: { ...training.optimizer, weightDecay: 0.5 },
      };
      const name = `kinds-${Object.keys(more).length}`;
      const log = await run(name, { training: alone, data: kinds, start });
      expect(Number(log.at(-1)!.taxonomy)).toBeLessThan(Number(log[0]!.taxonomy));
      const trained = await loadCheckpoint(join(folder, name, 'checkpoint-0000006'));
      for (const [parameter, { values }] of start.parameters) {
        if (parameter.startsWith('taxonomy_head.')) expect(trained.parameters.get(parameter)!.values).not.toEqual(values);
        else expect(trained.parameters.get(parameter)!.values).toEqual(values);
      }
      // Nothing but what is trained has moments.
      expect([...trained.trainer!.optimizer.keys()].every((moment) => moment.includes('.taxonomy_head.'))).toBe(true);
    },
  );

  it('holds no more tensors after a run than before', async () => {
    const before = tf.memory().numTensors;
    await run('memory');
    expect(tf.memory().numTensors).toBe(before);
  });

  it('refuses, on starting and on going on, a config that would lose or rescale adapters', async () => {
    const lora = { rank: 2, alpha: 4, targets: ['q_proj', 'v_proj'] };
    const short = { ...training, steps: 2, checkpointEvery: 2 };
    const out = join(folder, 'adapted');
    await train({ training: { ...short, lora }, data, out, start: { config: tinyConfig, tokenizer } });
    const start = await loadCheckpoint(join(out, 'checkpoint-0000002'));
    const others = [
      undefined,
      { ...lora, rank: 3 },
      { ...lora, alpha: 8 },
      { ...lora, targets: ['q_proj'] },
      { ...lora, rankStabilized: true },
    ];
    for (const other of others) {
      const config = { ...short, steps: 4, lora: other };
      const refusal = { code: 'ADAPTERS', message: expect.stringContaining('rank 2, alpha 4, targets q_proj, v_proj') };
      await expect(train({ training: config, data, out: join(folder, 'other'), start })).rejects.toMatchObject(refusal);
      await expect(train({ training: config, data, out, start: { config: tinyConfig, tokenizer } })).rejects.toMatchObject(refusal);
    }
    const same = { ...short, steps: 4, lora: { ...lora, targets: ['v_proj', 'q_proj'] } };
    expect((await train({ training: same, data, out, start: { config: tinyConfig, tokenizer } })).step).toBe(4);
  });

  it('says which batch or config teaches nothing, and leaves no tensor behind', async () => {
    const before = tf.memory().numTensors;
    const start = { config: tinyConfig, tokenizer };
    const attempt = (changes: Partial<typeof training>, examples: (step: number) => TrainingExample[]): Promise<unknown> =>
      train({ training: { ...training, ...changes }, data: { batch: examples }, out: join(folder, 'nothing'), start });
    const whole = (step: number): TrainingExample[] => data.batch(step) as TrainingExample[];
    const none = { ...training.loss, reward: 0, language: 0, patches: 0 };
    const withPatches = (nouns: Int32Array) => (step: number) => whole(step).map((example) => ({ ...example, patches: { nouns } }));
    const cases: [string, () => Promise<unknown>][] = [
      ['BATCH_SHAPE', () => attempt({}, () => [])],
      [
        'BATCH_SHAPE',
        () => attempt({}, (step) => whole(step).map((example, index) => ({ ...example, texts: example.texts.slice(index % 2) }))),
      ],
      ['IMAGE_SHAPE', () => attempt({}, (step) => whole(step).map((example) => ({ ...example, pixels: example.pixels.slice(3) })))],
      ['PATCH_COUNT', () => attempt({}, withPatches(new Int32Array(3)))],
      ['PATCH_COUNT', () => attempt({}, withPatches(new Int32Array(5)))],
      ['PATCH_CLASS', () => attempt({}, withPatches(new Int32Array(4).fill(5)))],
      ['NO_LOSS', () => attempt({ loss: none }, whole)],
      ['NO_LOSS', () => attempt({ loss: { ...none, patches: 1 } }, (step) => whole(step).map(({ pixels, texts }) => ({ pixels, texts })))],
      ['NO_LOSS', () => attempt({ loss: { ...none, reward: 1 } }, (step) => whole(step).map((example) => ({ ...example, texts: [] })))],
      ['NO_LOSS', () => attempt({ loss: { ...none, patches: 1 }, trainable: ['reward_head.'] }, whole)],
      ['NO_LOSS', () => attempt({ loss: none, accumulate: 2 }, whole)],
      ['TRAINABLE', () => attempt({ trainable: ['no_such_head.'] }, whole)],
      ['ADAPTERS', () => attempt({ lora: { rank: 2, alpha: 4, targets: ['no_such_proj'] } }, whole)],
    ];
    for (const [code, attempted] of cases) {
      await expect(attempted()).rejects.toMatchObject({ code });
      expect(tf.memory().numTensors).toBe(before);
    }
    expect(tf.memory().numTensors).toBe(before);
    expect(() => trainingConfigSchema.parse({ ...training, loss: none })).toThrow(/one part must weigh more than 0/);
  });
});
