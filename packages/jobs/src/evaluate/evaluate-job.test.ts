import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { readLines, temporaryFolder, writeLines } from '@tldr-rm/test-support';
import { beforeEach, describe, expect, it } from 'vitest';
import { copyDetector } from '../../test-support/detector-copy';
import { TINY_DETECTOR, writePlainImage } from '../../test-support/tiny-detector';
import type { JobContext, JobNotice, JobProgress } from '../job/job';
import { openResources } from '../resources/resources';
import { evaluateJob } from './evaluate-job';

const shared = { image: 'red.png', prompt: 'Describe the image.', original: 'It is red.' };
const span = { start: 6, end: 10, label: 'hallucinated', taxonomy: 'visual-attribute' };
const samples = Array.from({ length: 6 }, (_, index) => ({ id: `${index}`, ...shared, response: 'It is blue.', spans: [span] }));

let folder: string;
let input: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  input = join(folder, 'labelled.jsonl');
  await writePlainImage(join(folder, 'red.png'), 'red');
  await writeLines(input, samples);
});

type Spec = Partial<Parameters<typeof evaluateJob.run>[0]>;

const run = (spec: Spec = {}, context: JobContext = {}) =>
  evaluateJob.run({ input, detectors: [TINY_DETECTOR], threads: 1, resamples: 0, ...spec }, context);

describe('a line that cannot be used', () => {
  const bad = [samples[0], { id: 'unlabelled', ...shared, response: 'It is red.' }, { ...samples[1], image: 'gone.png' }, samples[2]];

  it('is left out where that is asked for, for all detectors, and told beside the first output', async () => {
    await writeLines(input, bad);
    const markdown = join(folder, 'report.md');
    const other = await copyDetector(join(folder, 'other'), { name: 'other' });
    const { comparison, skipped, skippedFile } = await run({ onError: 'skip', markdown, detectors: [TINY_DETECTOR, other] });
    expect(comparison.reports).toMatchObject([{ samples: 2 }, { samples: 2 }]);
    expect({ skipped, skippedFile }).toEqual({ skipped: 2, skippedFile: `${markdown}.skipped.jsonl` });
    expect(await readLines(skippedFile!)).toMatchObject([
      { line: 2, id: 'unlabelled' },
      { line: 3, code: 'IMAGE_MISSING' },
    ]);
  });

  it('is told at once where there is no output', async () => {
    await writeLines(input, bad);
    const notices: JobNotice[] = [];
    const { skipped } = await run({ onError: 'skip' }, { onNotice: (notice) => notices.push(notice) });
    expect(skipped).toBe(2);
    expect(notices.map(({ message }) => message)).toEqual([
      expect.stringContaining(`${input}:2: the sample has no "spans"`),
      expect.stringContaining(`${input}:3: `),
    ]);
  });

  it('stops the evaluation otherwise', async () => {
    await writeLines(input, bad);
    await expect(run()).rejects.toMatchObject({ code: 'JSONL_LINE', line: 2 });
  });
});

it('says in Markdown, on the page and in the figures how many samples lie outside the domain', async () => {
  const domainCheck = { feature: 'pixel-histogram' as const, mean: Array(9).fill(0), deviation: Array(9).fill(1), limit: 0 };
  const detector = await copyDetector(join(folder, 'narrow'), { domainCheck });
  const [markdown, report] = [join(folder, 'report.md'), join(folder, 'report.html')];
  const { comparison } = await run({ detectors: [detector], markdown, report });
  expect(comparison.reports[0]).toMatchObject({ samples: 6, count: 12, outsideDomain: 6 });
  for (const path of [markdown, report]) expect(await readFile(path, 'utf8')).toContain('6 of 6 samples are about images unlike those');
});

it('tells how far scoring and resampling are', async () => {
  const progress: JobProgress[] = [];
  await run({ resamples: 50 }, { onProgress: (event) => progress.push(event) });
  expect(progress[0]).toEqual({ stage: 'scoring', unit: 'samples', total: 6, done: 0 });
  expect(progress.find(({ stage }) => stage === 'resampling')).toMatchObject({ unit: 'resamples', total: 50 });
  expect(progress.at(-1)).toMatchObject({ stage: 'resampling', done: 50 });
});

it('writes nothing when it is stopped', async () => {
  const controller = new AbortController();
  const csv = join(folder, 'figures.csv');
  const onProgress = ({ stage }: JobProgress): void => {
    if (stage === 'resampling') controller.abort();
  };
  await expect(run({ csv, resamples: 5000 }, { signal: controller.signal, onProgress })).rejects.toMatchObject({ code: 'INTERRUPTED' });
  await expect(readFile(csv)).rejects.toMatchObject({ code: 'ENOENT' });
});

it('writes over none of its inputs', async () => {
  const detector = await copyDetector(join(folder, 'detector'));
  for (const spec of [
    { csv: input },
    { markdown: join(detector, 'detector.json') },
    { csv: join(folder, 'a'), markdown: join(folder, 'a') },
  ]) {
    await expect(run({ detectors: [detector], ...spec })).rejects.toMatchObject({ code: 'SAME_FILE' });
  }
});

it('refuses a detector that is given twice by different paths', async () => {
  await expect(run({ detectors: [TINY_DETECTOR, join(TINY_DETECTOR, '.', '..', 'tiny-detector')] })).rejects.toMatchObject({
    field: 'detectors',
  });
});

it('reads the standard input once', async () => {
  const lines = samples.map((sample) => `${JSON.stringify({ ...sample, image: join(folder, 'red.png') })}\n`).join('');
  const resources = openResources({ standardInput: Readable.from([lines]) });
  expect(await run({ input: '-' }, { resources })).toMatchObject({ comparison: { reports: [{ samples: 6 }] } });
  await resources.close();
});
