import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeTinyCheckpoint } from '@tldr-rm/job-inputs/tiny-checkpoint';
import { writePlainImage } from '@tldr-rm/job-inputs/tiny-detector';
import { temporaryFolder, writeLines } from '@tldr-rm/test-support';
import { expect, it } from 'vitest';
import { detectJob } from '../detect/detect-job';
import type { DetectOneSummary } from '../detect/detect-one';
import { evaluateJob } from '../evaluate/evaluate-job';
import { exportJob } from '../export/export-job';
import { trainJob } from './train-job';

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

  const log: Record<string, unknown>[] = [];
  const trained = await trainJob.run(
    { config: join(folder, 'train.json') },
    { onProgress: ({ figures }) => void (figures !== undefined && log.push({ ...figures })) },
  );
  const evaluation = log.find(({ event }) => event === 'evaluation')!;
  expect(evaluation.bestResponseAccuracy).toBeGreaterThan(0.9);
  expect(evaluation).not.toHaveProperty('apNeg');

  const detector = join(folder, 'detector');
  await exportJob.run({ checkpoint: trained.checkpoint, output: detector, validation: join(folder, 'validation.jsonl') });
  const image = { type: 'path', path: join(folder, 'train-red.png') } as const;
  const { detection } = (await detectJob.run({ image, prompt: 'What colour?', response: 'It is blue.', detector })) as DetectOneSummary;
  expect(detection).toMatchObject({ level: 'response', spans: [], response: { hallucinated: true } });
  for (const token of detection.tokens) expect(token).toMatchObject(detection.response);

  const { comparison } = await evaluateJob.run({ input: join(folder, 'train.jsonl'), detectors: [detector], resamples: 0 });
  const [report] = comparison.reports;
  expect(report).toMatchObject({ count: 9, response: { bad: 6 }, token: { count: 0, accuracy: null, apNeg: null }, span: { count: 0 } });
  expect(report!.response.accuracy).toBeGreaterThan(0.85);
});
