import { link, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { lockOutput } from '@tldr-rm/files';
import { readLines, temporaryFolder, writeLines } from '@tldr-rm/test-support';
import { beforeEach, describe, expect, it } from 'vitest';
import { copyDetector } from '../../test-support/detector-copy';
import { TINY_DETECTOR, writePlainImage } from '../../test-support/tiny-detector';
import type { JobContext, JobProgress } from '../job/job';
import { openResources } from '../resources/resources';
import { detectJob } from './detect-job';

const ask = { prompt: 'Describe the image.' };
const samples = [
  { id: 'a', image: 'red.png', ...ask, response: 'It is red.' },
  { id: 'b', image: 'red.png', ...ask, response: 'It is blue.' },
  { id: 'c', image: 'red.png', ...ask, response: 'It is green. It is red.' },
];

let folder: string;
let input: string;
let output: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  [input, output] = [join(folder, 'samples.jsonl'), join(folder, 'scored.jsonl')];
  await writePlainImage(join(folder, 'red.png'), 'red');
  await writeLines(input, samples);
});

type Spec = Parameters<typeof detectJob.run>[0];

const run = (spec: Spec = {}, context: JobContext = {}) =>
  detectJob.run({ input, output, detector: TINY_DETECTOR, threads: 1, ...spec }, context);

const ids = async (): Promise<string[]> => (await readLines<{ id: string }>(output)).map(({ id }) => id);

describe('a spec', () => {
  it.each([
    [{ image: { type: 'path', path: 'a.png' } } as const, 'image'],
    [{ response: 'It is red.' }, 'response'],
    [{ output: undefined }, 'output'],
    [{ input: undefined }, 'output'],
    [{ theta: 2 }, 'theta'],
    [{ unknown: 1 } as object, ''],
  ])('that makes no sense is refused: %j', async (spec, field) => {
    await expect(run(spec)).rejects.toMatchObject({ code: 'SPEC_INVALID', field });
  });

  it('of one response gives its detection', async () => {
    const image = { type: 'path', path: join(folder, 'red.png') } as const;
    const summary = await detectJob.run({ image, response: 'It is blue.', detector: TINY_DETECTOR, threads: 1 });
    expect(summary).toMatchObject({ response: 'It is blue.', detection: { spans: [{ text: 'blue' }], response: { hallucinated: true } } });
  });
});

describe('a line that cannot be used', () => {
  const bad = (): unknown[] => [
    samples[0],
    { id: 'no-image', ...ask, response: 'It is red.' },
    { ...samples[1], id: 'gone', image: 'gone.png' },
    { ...samples[1], id: 'empty', response: '' },
    { ...samples[1], id: 'nowhere', image: 'file:red.png' },
    samples[2],
  ];

  it('is left out where that is asked for, and told beside the output with its reason', async () => {
    await writeLines(input, bad());
    await writeFile(input, '{"id":\n\xff\n', { flag: 'a', encoding: 'latin1' });
    const summary = await run({ onError: 'skip' });
    expect(summary).toMatchObject({ responses: 2, skipped: 6, skippedFile: `${output}.skipped.jsonl` });
    expect(await ids()).toEqual(['a', 'c']);
    const skipped = await readLines<{ line: number; id?: string; reason: string; code: string }>(`${output}.skipped.jsonl`);
    expect(skipped.toSorted((one, other) => one.line - other.line)).toMatchObject([
      { line: 2, id: 'no-image', reason: expect.stringContaining('has no image') },
      { line: 3, id: 'gone', code: 'IMAGE_MISSING', reason: expect.stringContaining('gone.png') },
      { line: 4, id: 'empty', code: 'RESPONSE_EMPTY' },
      { line: 5, id: 'nowhere', code: 'IMAGE_REFERENCE' },
      { line: 7, reason: expect.stringContaining('not valid JSON') },
      { line: 8, reason: expect.stringContaining('not valid UTF-8') },
    ]);
  });

  it('stays left out when the run goes on', async () => {
    await writeLines(input, bad());
    await run({ onError: 'skip' });
    await writeLines(input, [...bad(), { ...samples[0], id: 'd' }]);
    expect(await run({ onError: 'skip' })).toMatchObject({ responses: 3, skipped: 4 });
    expect(await ids()).toEqual(['a', 'c', 'd']);
  });

  it('is tried again when the run starts anew', async () => {
    await writeLines(input, bad());
    await run({ onError: 'skip' });
    await writeLines(input, samples);
    const summary = await run({ onError: 'skip', overwrite: true });
    expect(summary).not.toHaveProperty('skipped');
    expect(await ids()).toEqual(['a', 'b', 'c']);
  });

  it('ends the run with an error where no other line is left', async () => {
    await writeLines(input, bad().slice(1, 5));
    await expect(run({ onError: 'skip' })).rejects.toMatchObject({
      code: 'NO_SAMPLES',
      message: expect.stringContaining('none of its 4 lines'),
    });
  });
});

it('ends with an error on an empty input', async () => {
  await writeFile(input, '\n');
  await expect(run()).rejects.toMatchObject({ code: 'NO_SAMPLES' });
});

describe('going on', () => {
  const scale = { temperature: 2, bias: 0 };
  const known = {
    taxonomies: ['counting' as const],
    domainCheck: { feature: 'pixel-histogram' as const, mean: Array(9).fill(0), deviation: Array(9).fill(1), limit: 1e9 },
  };

  it.each([
    ['calibration', { calibration: { token: scale, sentence: scale, response: scale } }],
    ['thresholds', { thresholds: { token: 0.3, sentence: 0.3, response: 0.3 } }],
    ['taxonomies', { taxonomies: [] }],
    ['domain test', { domainCheck: undefined }],
  ])('is refused where the %s of the detector changed, and says so', async (part, changes) => {
    const detector = await copyDetector(join(folder, 'detector'), known);
    const theta = part === 'thresholds' ? {} : { theta: 0.5 };
    await run({ detector, ...theta });
    const before = await readFile(output);
    await copyDetector(detector, { ...known, ...changes });
    await writeLines(input, [...samples, { ...samples[0], id: 'd' }]);
    await expect(run({ detector, ...theta })).rejects.toMatchObject({
      code: 'RESUME_MISMATCH',
      message: expect.stringContaining(`${part} was`),
    });
    expect(await readFile(output)).toEqual(before);
  });

  it('gives after an interruption what an undisturbed run gives', async () => {
    const many = Array.from({ length: 200 }, (_, index) => ({ ...samples[index % 3]!, id: `${index}` }));
    await writeLines(input, many);
    const whole = join(folder, 'whole.jsonl');
    await run({ output: whole });
    const controller = new AbortController();
    const progress: JobProgress[] = [];
    const onProgress = (event: JobProgress): void => {
      progress.push(event);
      if (event.done >= 64) controller.abort();
    };
    await expect(run({}, { signal: controller.signal, onProgress })).rejects.toMatchObject({
      code: 'INTERRUPTED',
      message: expect.stringContaining('stopped after 64 responses. The same job goes on'),
    });
    expect(progress[0]).toEqual({ stage: 'scoring', unit: 'responses', total: 200, done: 0 });
    expect(await run()).toMatchObject({ responses: 200 });
    expect(await readFile(output, 'utf8')).toBe(await readFile(whole, 'utf8'));
  });
});

describe('paths', () => {
  it.each([
    ['a symbolic link to the input', () => symlink(input, output), {}],
    ['a hard link to the input', () => link(input, output), {}],
  ])('of %s as output are refused, and the input is untouched', async (_, make, spec) => {
    await make();
    const before = await readFile(input);
    await expect(run({ ...spec, overwrite: true })).rejects.toMatchObject({ code: 'SAME_FILE' });
    expect(await readFile(input)).toEqual(before);
  });

  it('of a page never are those of the input, the output or a file of the detector', async () => {
    const detector = await copyDetector(join(folder, 'detector'));
    for (const report of [input, output, join(detector, 'detector.json')]) {
      await expect(run({ report, detector })).rejects.toMatchObject({ code: 'SAME_FILE' });
    }
  });

  it('of an output that another run writes are refused', async () => {
    const lock = await lockOutput(output, { job: 'detect' });
    await expect(run()).rejects.toMatchObject({ code: 'OUTPUT_IN_USE' });
    await lock.release();
    expect(await run()).toMatchObject({ responses: 3 });
  });

  it('of a folder are no page', async () => {
    const report = join(folder, 'page');
    await mkdir(report);
    await expect(run({ report })).rejects.toMatchObject({ code: 'OUTPUT_UNWRITABLE' });
    await expect(readFile(output)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('"-"', () => {
  it('reads the standard input once, and writes to the standard output', async () => {
    let written = '';
    const standardOutput = new Writable({
      write(chunk, _, done) {
        written += String(chunk);
        done();
      },
    });
    const absolute = samples.map((sample) => ({ ...sample, image: join(folder, sample.image) }));
    const standardInput = Readable.from([absolute.map((sample) => `${JSON.stringify(sample)}\n`).join('')]);
    const resources = openResources({ standardInput, standardOutput });
    const summary = await run({ input: '-', output: '-' }, { resources });
    await resources.close();
    expect(summary).toMatchObject({ output: '-', responses: 3, hallucinated: 2 });
    expect(
      written
        .trimEnd()
        .split('\n')
        .map((line) => (JSON.parse(line) as { id: string }).id),
    ).toEqual(['a', 'b', 'c']);
  });

  it('is refused where there are no such streams', async () => {
    await expect(run({ input: '-' })).rejects.toMatchObject({ field: 'input' });
    await expect(run({ output: '-' })).rejects.toMatchObject({ field: 'output' });
  });
});
