import { appendFile, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { readSamples } from '@tldr-rm/datasets';
import { statePath } from '@tldr-rm/files';
import { sceneSamples } from '@tldr-rm/job-inputs/scene-samples';
import type { Sample } from '@tldr-rm/schema';
import { readLines, smallDisk, temporaryFolder } from '@tldr-rm/test-support';
import { beforeAll, describe, expect, it } from 'vitest';
import { inputFile, outputFile } from '../../test-support/opened-paths';
import { type OpenedEngine, openSceneEngine } from './open-engine';

import { type PerturbFileOptions, perturbFile as perturbFileWith } from './perturb-file';
import type { PerturbState } from './perturb-summary';

let samples: Sample[];
let engine: OpenedEngine;
beforeAll(async () => {
  samples = sceneSamples(5);
  engine = await openSceneEngine();
});

interface Working extends Omit<PerturbFileOptions, 'input' | 'output'> {
  input: string;
  output: string;
  signal?: AbortSignal;
  onProgress?: () => void;
}

const perturbFile = ({ input, output, signal = new AbortController().signal, onProgress = () => undefined, ...rest }: Working) =>
  perturbFileWith({ ...rest, input: inputFile(input), output: outputFile(output) }, { signal, onProgress, onNotice: () => undefined });

async function options(text: string): Promise<Working> {
  const folder = await temporaryFolder();
  const [input, output] = [join(folder, 'samples.jsonl'), join(folder, 'labelled.jsonl')];
  await writeFile(input, text);
  return { input, output, format: 'jsonl', engine, seed: 1, perSample: 1, reading: {}, onError: 'stop', overwrite: false };
}

const lines = (values: readonly unknown[]): string => values.map((value) => `${JSON.stringify(value)}\n`).join('');

describe('perturbFile', () => {
  it('says that the output cannot be written where a folder stands', async () => {
    const working = await options(lines(samples));
    await expect(perturbFile({ ...working, output: await temporaryFolder() })).rejects.toMatchObject({ code: 'OUTPUT_UNWRITABLE' });
  });

  it('makes nothing of samples that are labelled as false, and refuses a file of nothing else', async () => {
    const working = await options(lines(samples));
    await perturbFile(working);
    const negatives = await readLines<Sample>(working.output);
    const mixed = await options(lines([samples[0]!, ...negatives.map((negative) => ({ ...negative, id: `false ${negative.id}` }))]));
    expect(await perturbFile(mixed)).toMatchObject({ samples: negatives.length + 1, alreadyFalse: negatives.length });
    const trueTexts = new Set(samples.map(({ response }) => response));
    for (const { original } of await readLines<Sample>(mixed.output)) expect(trueTexts).toContain(original);
    const again = await options(lines(negatives));
    await expect(perturbFile(again)).rejects.toMatchObject({ code: 'ALREADY_FALSE', message: expect.stringContaining(again.input) });
  });

  it('writes what stands before a broken line, and goes on there once it is mended', async () => {
    const whole = await options(lines(samples));
    await perturbFile(whole);
    const broken = await options(`${lines(samples.slice(0, 4))}{"id":`);
    await expect(perturbFile(broken)).rejects.toMatchObject({ code: 'JSONL_LINE', file: broken.input, line: 5 });
    const expected = (await readLines<Sample>(whole.output)).filter(({ id }) => id !== samples[4]!.id);
    expect(expected.length).toBeGreaterThan(0);
    expect(await readLines(broken.output)).toEqual(expected);
    await writeFile(broken.input, lines(samples));
    await perturbFile(broken);
    expect(await readFile(broken.output, 'utf8')).toBe(await readFile(whole.output, 'utf8'));
  });

  it('leaves out lines that cannot be used, where that is asked for, and says which and why', async () => {
    const [first, second, third] = lines(samples).split('\n') as [string, string, string];
    const broken = await options(`${first}\n{"id":\n${first}\n{"id":"empty"}\n${second}\n`);
    await appendFile(broken.input, Buffer.concat([Buffer.from('"caf'), Buffer.from([0xe9]), Buffer.from(`"\n${third}\n`)]));
    const whole = await options(lines(samples.slice(0, 3)));
    const { written } = await perturbFile(whole);
    const left = { skipped: 4, skippedFile: `${broken.output}.skipped.jsonl` };
    expect(await perturbFile({ ...broken, onError: 'skip' })).toMatchObject({ samples: 3, written, ...left, alreadyComplete: false });
    expect(await readFile(broken.output, 'utf8')).toBe(await readFile(whole.output, 'utf8'));
    expect(await readLines(left.skippedFile)).toMatchObject([
      { line: 2, reason: expect.stringContaining('not valid JSON') },
      { line: 3, id: samples[0]!.id, reason: expect.stringContaining('stands in line 1 too') },
      { line: 4, reason: expect.stringContaining('response') },
      { line: 6, reason: expect.stringContaining('UTF-8') },
    ]);
    expect(await perturbFile({ ...broken, onError: 'skip' })).toMatchObject({ ...left, alreadyComplete: true });
  });

  it('goes on behind a broken line that an earlier run stopped at, once it may be left out', async () => {
    const [first, ...others] = samples;
    const broken = await options(`${lines([first])}{"id":\n${lines(others)}`);
    await expect(perturbFile(broken)).rejects.toMatchObject({ code: 'JSONL_LINE', line: 2 });
    expect(await perturbFile({ ...broken, onError: 'skip' })).toMatchObject({ samples: samples.length, skipped: 1 });
    const whole = await options(lines(samples));
    await perturbFile(whole);
    expect(await readFile(broken.output, 'utf8')).toBe(await readFile(whole.output, 'utf8'));
  });

  it('has made nothing where no line can be used', async () => {
    const broken = await options('{"id":\n{"id":"a"}\n');
    await expect(perturbFile({ ...broken, onError: 'skip' })).rejects.toMatchObject({
      code: 'NO_SAMPLES',
      message: expect.stringContaining('none of its 2 lines can be used'),
    });
  });

  it('cuts an id that it quotes', async () => {
    const long = { ...samples[0]!, id: 'x'.repeat(1_000_000) };
    const twice = await options(lines([long, long]));
    const error = await perturbFile(twice).catch((problem: Error) => problem);
    expect((error as Error).message.length).toBeLessThan(1000);
  });

  it("keeps keys of the user's own, and counts samples apart that are longer than the engine reads", async () => {
    const own = samples.map((sample) => ({ ...sample, source: 'mine' }));
    const working = await options(lines(own));
    const { written } = await perturbFile(working);
    const labelled = await readLines<Sample & { source: string }>(working.output);
    expect(labelled.map(({ source }) => source)).toEqual(Array(written).fill('mine'));
    const short: OpenedEngine = { ...engine, engine: { perturb: () => null }, maximumLength: 3 };
    const tooLong = await options(lines(samples));
    expect(await perturbFile({ ...tooLong, engine: short })).toMatchObject({ written: 0, notApplicable: 0, tooLong: samples.length });
  });

  it('loses no line where the disk is full, and goes on once there is room', async ({ skip }) => {
    const many = sceneSamples(300);
    const whole = await options(lines(many));
    await perturbFile(whole);
    const disk = (await smallDisk('160k')) ?? skip('mounting is for root');
    const torn = { ...whole, output: join(disk.folder, 'labelled.jsonl') };
    await expect(perturbFile(torn)).rejects.toMatchObject({ code: 'DISK_FULL' });
    disk.resize('50m');
    await perturbFile(torn);
    const texts = async (path: string): Promise<string[]> => (await readLines<Sample>(path)).map(({ id, response }) => `${id} ${response}`);
    expect(await texts(torn.output)).toEqual(await texts(whole.output));
  });

  it('leaves a file alone that it did not write', async () => {
    const working = await options(lines(samples));
    await writeFile(working.output, 'my only notes');
    await expect(perturbFile(working)).rejects.toMatchObject({ code: 'RESUME_MISMATCH' });
    expect(await readFile(working.output, 'utf8')).toBe('my only notes');
  });

  it('says that all is done, and touches nothing, where neither input nor options have changed', async () => {
    const working = await options(lines(samples));
    const first = await perturbFile(working);
    expect(first).toMatchObject({ samples: 5, alreadyComplete: false });
    const text = await readFile(working.output, 'utf8');
    expect(await perturbFile({ ...working, onProgress: () => expect.unreachable('nothing is to be done') })).toEqual({
      ...first,
      alreadyComplete: true,
    });
    expect(await readFile(working.output, 'utf8')).toBe(text);
  });

  it('goes on where the input has grown, and refuses one that has changed before, or shrunk', async () => {
    const working = await options(lines(samples.slice(0, 3)));
    await perturbFile(working);
    await writeFile(working.input, lines(samples));
    expect(await perturbFile(working)).toMatchObject({ samples: 5, alreadyComplete: false });
    const whole = await options(lines(samples));
    await perturbFile(whole);
    const text = await readFile(whole.output, 'utf8');
    expect(await readFile(working.output, 'utf8')).toBe(text);

    for (const changed of [
      [samples[1]!, samples[0]!, ...samples.slice(2)],
      samples.slice(0, 2),
      [{ ...samples[0]!, prompt: 'What?' }, ...samples.slice(1)],
    ]) {
      await writeFile(working.input, lines(changed));
      await expect(perturbFile(working)).rejects.toMatchObject({ code: 'RESUME_MISMATCH' });
      expect(await readFile(working.output, 'utf8')).toBe(text);
    }
    await writeFile(working.input, lines(samples));
    expect(await perturbFile(working)).toMatchObject({ samples: 5 });
  });

  it.each([
    ['seed was 1, and is 2', { seed: 2 }],
    ['taxonomy was not given, and is counting', { taxonomy: 'counting' }],
    ['perSample was not given, and is 2', { perSample: 2 }],
  ] as const)('refuses to go on with other options, and says which: %s', async (problem, changed) => {
    const working = await options(lines(samples));
    await perturbFile(working);
    await expect(perturbFile({ ...working, ...changed })).rejects.toMatchObject({
      code: 'RESUME_MISMATCH',
      message: expect.stringContaining(problem),
    });
    expect(await perturbFile({ ...working, ...changed, overwrite: true })).toMatchObject({ samples: 5 });
  });

  it('drops what stands behind the last line that the state knows of, and makes nothing twice that stands before', async () => {
    const whole = await options(lines(samples));
    await perturbFile(whole);
    const text = await readFile(whole.output, 'utf8');
    const working = await options(`${lines(samples.slice(0, 3))}{"id":`);
    await expect(perturbFile(working)).rejects.toMatchObject({ code: 'JSONL_LINE' });
    const state = JSON.parse(await readFile(statePath(working.output), 'utf8')) as PerturbState;
    expect(state).toMatchObject({ items: 3, bytes: (await readFile(working.output)).length });
    expect(state).not.toHaveProperty('finished');

    await writeFile(working.input, lines(samples));
    await writeFile(
      working.output,
      `${await readFile(working.output, 'utf8')}{"id":"sample-3","made":"by a run that was killed"}\n{"id":"sa`,
    );
    const made: string[] = [];
    const counting: OpenedEngine = {
      ...engine,
      engine: {
        perturb(sample, request) {
          made.push(sample.id);
          return engine.engine.perturb(sample, request);
        },
      },
    };
    await perturbFile({ ...working, engine: counting });
    expect(made).toEqual([samples[3]!.id, samples[4]!.id]);
    expect(await readFile(working.output, 'utf8')).toBe(text);
  });

  it('makes lines again to check them where the state is gone, but not those that cost', async () => {
    const working = await options(lines(samples));
    await perturbFile(working);
    const text = await readFile(working.output, 'utf8');
    await rm(statePath(working.output));
    await expect(perturbFile({ ...working, engine: { ...engine, repeatable: false } })).rejects.toMatchObject({ code: 'RESUME_MISMATCH' });
    expect(await perturbFile(working)).toMatchObject({ samples: 5, alreadyComplete: false });
    await writeFile(statePath(working.output), '{"version":');
    expect(await perturbFile(working)).toMatchObject({ samples: 5, alreadyComplete: false });
    expect(await readFile(working.output, 'utf8')).toBe(text);
  });

  it('works on several samples at once, and writes them in their order', async () => {
    const many = sceneSamples(40);
    const working = await options(lines(many));
    let running = 0;
    let most = 0;
    const slow: OpenedEngine = {
      ...engine,
      concurrency: 8,
      engine: {
        async perturb(sample, request) {
          running += 1;
          most = Math.max(most, running);
          await wait(request.random.integer(0, 5));
          running -= 1;
          return { ...sample, original: sample.response, response: 'No.', spans: [{ start: 0, end: 2, label: 'hallucinated' }] };
        },
      },
    };
    await perturbFile({ ...working, engine: slow });
    expect((await readLines<Sample>(working.output)).map(({ id }) => id)).toEqual(many.map(({ id }) => id));
    expect(most).toBe(8);
  });

  it('stops at a signal with what is made written, and goes on from there', async () => {
    const many = sceneSamples(30);
    const whole = await options(lines(many));
    await perturbFile(whole);
    const working = await options(lines(many));
    const controller = new AbortController();
    const stopping: OpenedEngine = {
      ...engine,
      concurrency: 4,
      engine: {
        async perturb(sample, request) {
          if (sample.id === many[12]!.id) controller.abort();
          await wait(1, undefined, { signal: request.signal });
          return engine.engine.perturb(sample, request);
        },
      },
    };
    await expect(perturbFile({ ...working, engine: stopping, signal: controller.signal })).rejects.toMatchObject({
      code: 'INTERRUPTED',
      message: expect.stringContaining('The same job goes on from there'),
    });
    const made = (await readLines(working.output)).length;
    expect(made).toBeGreaterThan(0);
    expect(made).toBeLessThan(20);
    await perturbFile(working);
    expect(await readFile(working.output, 'utf8')).toBe(await readFile(whole.output, 'utf8'));
  });

  it('makes several negatives of a sample, each of another kind', async () => {
    const working = await options(lines(samples));
    const { written } = await perturbFile({ ...working, perSample: 3 });
    const labelled = await readLines<Sample>(working.output);
    expect(written).toBe(labelled.length);
    for (const sample of samples) {
      const negatives = labelled.filter(({ id }) => id.startsWith(`${sample.id}/`));
      expect(negatives.map(({ id }) => id)).toEqual([1, 2, 3].map((number) => `${sample.id}/${number}`));
      const kinds = negatives.map(({ spans }) => spans!.find(({ label }) => label === 'hallucinated')!.taxonomy);
      expect(new Set(kinds).size).toBe(3);
      expect(negatives.every(({ original }) => original === sample.response)).toBe(true);
    }
  });

  it('writes a table once all lines are made, and leaves nothing else than the state', async () => {
    const working = await options(lines(samples));
    const folder = join(working.output, '..');
    const table = { ...working, output: join(folder, 'labelled.parquet'), format: 'parquet' } as const;
    await writeFile(working.input, `${lines(samples.slice(0, 3))}{"id":`);
    await expect(perturbFile(table)).rejects.toMatchObject({ code: 'JSONL_LINE' });
    expect((await readdir(folder)).sort()).toEqual(['labelled.parquet.partial.jsonl', 'labelled.parquet.state.json', 'samples.jsonl']);
    await writeFile(working.input, lines(samples));
    const { written } = await perturbFile(table);
    expect((await readdir(folder)).sort()).toEqual(['labelled.parquet', 'labelled.parquet.state.json', 'samples.jsonl']);

    await perturbFile(working);
    const read: Sample[] = [];
    for await (const { sample } of readSamples(table.output)) read.push(sample);
    expect(read).toEqual(await readLines(working.output));
    expect(read).toHaveLength(written);

    expect(await perturbFile(table)).toMatchObject({ alreadyComplete: true });
    await writeFile(working.input, lines(sceneSamples(6)));
    await expect(perturbFile(table)).rejects.toMatchObject({ code: 'RESUME_MISMATCH', message: expect.stringContaining('start anew') });
    expect(await perturbFile({ ...table, overwrite: true })).toMatchObject({ samples: 6 });
  });

  it('leaves a table alone that it did not write', async () => {
    const working = await options(lines(samples));
    const output = join(working.output, '..', 'mine.parquet');
    await writeFile(output, 'PAR1');
    await expect(perturbFile({ ...working, output, format: 'parquet' })).rejects.toMatchObject({ code: 'RESUME_MISMATCH' });
    expect(await readFile(output, 'utf8')).toBe('PAR1');
  });
});
