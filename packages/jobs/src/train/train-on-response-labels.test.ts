import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder, writeLines } from '@tldr-rm/test-support';
import { expect, it } from 'vitest';
import { runCli } from '../../../../apps/cli/test-support/run-cli';
import { writeTinyCheckpoint } from '../../test-support/tiny-checkpoint';
import { writePlainImage } from '../../test-support/tiny-detector';

const COLOURS = ['red', 'lime', 'blue'] as const;

/** Right and wrong sentences about plain pictures, with one label each and nothing about their words. */
async function writeLabels(path: string, names: Record<(typeof COLOURS)[number], string>): Promise<void> {
  await writeLines(
    path,
    COLOURS.flatMap((colour) =>
      COLOURS.map((said) => ({
        id: `${colour}-${said}`,
        image: names[colour],
        prompt: 'What colour?',
        response: `It is ${said}.`,
        hallucinated: said !== colour,
      })),
    ),
  );
}

it('trains the naive model on labels of whole responses, exports, scores and evaluates it', async () => {
  const folder = await temporaryFolder();
  const names = (part: string) => Object.fromEntries(COLOURS.map((colour) => [colour, `${part}-${colour}.png`])) as never;
  for (const part of ['train', 'validation']) {
    for (const colour of COLOURS) await writePlainImage(join(folder, `${part}-${colour}.png`), colour);
    await writeLabels(join(folder, `${part}.jsonl`), names(part));
  }
  const config = {
    out: join(folder, 'run'),
    start: await writeTinyCheckpoint(folder),
    change: { rewardLevel: 'response' },
    training: {
      seed: 1,
      steps: 60,
      lengths: [48],
      loss: { reward: 1, language: 0, patches: 0 },
      learningRate: { peak: 0.01, warmupSteps: 2 },
      checkpointEvery: 60,
      evaluateEvery: 60,
    },
    data: {
      kind: 'jsonl',
      seed: 1,
      train: join(folder, 'train.jsonl'),
      validation: join(folder, 'validation.jsonl'),
      imagesPerBatch: 3,
      textsPerImage: 3,
    },
    validationImages: 3,
  };
  await writeFile(join(folder, 'train.json'), JSON.stringify(config));

  const trained = await runCli('train', '--config', join(folder, 'train.json'), '--json');
  expect(trained).toMatchObject({ code: 0 });
  const log = trained.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  const evaluation = log.find(({ event }) => event === 'evaluation')!;
  expect(evaluation.bestResponseAccuracy).toBeGreaterThan(0.9);
  expect(evaluation).not.toHaveProperty('apNeg');

  const detector = join(folder, 'detector');
  const validation = ['--validation', join(folder, 'validation.jsonl')];
  expect((await runCli('export', '--checkpoint', String(log.at(-1)!.checkpoint), '--out', detector, ...validation)).code).toBe(0);
  const picture = ['detect', '--detector', detector, '--image', join(folder, 'train-red.png'), '--prompt', 'What colour?'];
  const wrong = await runCli(...picture, '--text', 'It is blue.', '--json');
  const detection = JSON.parse(wrong.stdout) as Record<string, { reward?: number; hallucinated?: boolean }[] & Record<string, unknown>>;
  expect(detection).toMatchObject({ level: 'response', spans: [], response: { hallucinated: true } });
  for (const token of detection.tokens!) expect(token).toMatchObject(detection.response!);
  expect((await runCli(...picture, '--text', 'It is red.')).stdout).toContain('this detector does not say which words are wrong');

  const evaluated = await runCli('evaluate', '--data', join(folder, 'train.jsonl'), '--detector', detector, '--resamples', '0', '--json');
  const report = JSON.parse(evaluated.stdout) as { response: { accuracy: number } };
  expect(report).toMatchObject({ count: 9, response: { bad: 6 }, token: { count: 0, accuracy: null, apNeg: null }, span: { count: 0 } });
  expect(report.response.accuracy).toBeGreaterThan(0.85);
});
